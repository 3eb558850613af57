# Forms: reading, checking, and what every form says about an answer.

# Reading a form file
form-too-big = 表单文件超过 { $limit } MB，不予读取
form-field-unknown = 没有字段“{ $found }”
    .hint =
        { $nearest ->
            [no-name] 可用的字段：{ $known }
           *[other] 是否应为 { $nearest }？
        }
form-variant-unknown = 没有“{ $found }”这种写法
    .hint =
        { $nearest ->
            [no-name] 可用的写法：{ $known }
           *[other] 是否应为 { $nearest }？
        }
form-field-missing = 缺少字段“{ $field }”
form-field-twice = 字段“{ $field }”写了两次
form-comma-missing = 缺少逗号，或前面的括号没有配对
form-text-ends = 文件到此中断，引号或括号没有配对
form-value-wrong = 此处应为 { $expected }，实为 { $found }
form-unreadable = 此处无法读取：{ $reason }

# Checking a form: texts and names
form-chinese-missing = 缺少中文（zh）
form-english-missing = 缺少英文（en）
    .hint = 英文界面将显示中文
form-language-unknown = 不认识的语言“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 可用 zh、en、mn
           *[other] 是否应为 { $nearest }？
        }
form-name-twice = 名称“{ $name }”已经用过
    .hint = 同一表单中的章节、分组、重复组和题目不能重名
form-name-taken = 名称“{ $name }”已用于表单“{ $form }”
    .hint = 一户的所有答案共用名称，请换一个；只有同级的重复组可以同名
form-name-reserved = 名称“{ $name }”留作程序专用
    .hint = 名称不能以 _ 开头，也不能以 .note 或 .accepted 结尾
form-name-unknown = 没有名为“{ $name }”的题目
    .hint =
        { $nearest ->
            [no-name] 请核对拼写；引用其他表单的题目，须先把该表单写入 uses
           *[other] 是否应为 { $nearest }？
        }
form-name-bare = “{ $name }”缺少 { "${" }…{ "}" }
    .hint =
        { $nearest ->
            [no-name] 引用题目写作 { "${" }…{ "}" }，文字请加引号
           *[other] 是否应为 { $nearest }？
        }
form-attribute-unknown = 没有选项带属性“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 属性写在选项的 attrs 中；引用题目写作 { "${" }…{ "}" }
           *[other] 是否应为 { $nearest }？
        }
form-choice-unknown = 题目“{ $question }”没有选项“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请核对选项编号
           *[other] 是否应为 { $nearest }？
        }
form-answer-wrong = “{ $name }”不能作为题目“{ $question }”的答案
    .hint =
        { $nearest ->
            [no-name] 请按题型填写，例如 'yes'、'no'、选项编号或数字
           *[other] 是否应为 { $nearest }？
        }
form-preset-unknown = 这个重复组里没有题目“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 预设只能填写本组的题目
           *[other] 是否应为 { $nearest }？
        }
form-list-unknown = 没有选项表“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请写入 lists
           *[other] 是否应为 { $nearest }？
        }
form-list-empty = 选项表“{ $name }”是空的
form-list-unused = 选项表“{ $name }”没有用到
form-choice-twice = 选项编号“{ $name }”重复
form-source-unknown = 没有出处“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请写入 sources
           *[other] 是否应为 { $nearest }？
        }
form-table-unknown = 没有数据表“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请写入 tables
           *[other] 是否应为 { $nearest }？
        }
form-drawing-unknown = 没有示意图“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请核对 assets/drawings
           *[other] 是否应为 { $nearest }？
        }
form-measure-unknown = 改造目录中没有“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请核对目录编号
           *[other] 是否应为 { $nearest }？
        }
form-used-unknown = 没有表单“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 所引用的表单须能通过检查
           *[other] 是否应为 { $nearest }？
        }
form-repeat-unknown = 没有重复组“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请核对拼写
           *[other] 是否应为 { $nearest }？
        }
form-section-unknown = 没有章节“{ $name }”
    .hint =
        { $nearest ->
            [no-name] 请核对拼写
           *[other] 是否应为 { $nearest }？
        }
form-finding-twice = 问题编号“{ $name }”重复

# Checking a form: structure
form-items-too-many = 题目和分组过多，最多 { $limit } 个
form-section-inside = 章节只能放在最外层
    .hint = 里层请用 Group
form-repeat-deep = 重复组嵌套过深，最多 { $limit } 层
form-rows-too-many = 最少行数过大，最多 { $limit } 行
form-quick-empty = 有“本室无问题”按钮，却没有题目写明 fine
form-field-misplaced = 这种题型用不上字段“{ $field }”
form-range-inverted = { $range } 的下限大于上限
form-range-outside = warn 超出了 hard 的范围
    .hint = warn 应在 hard 之内，超出 warn 时再次询问，超出 hard 时不予接受
form-step = 步长应大于 0
form-places = 小数位数过多，最多 { $limit } 位
form-most = 最多可选数应在 1 到 { $count } 之间
form-citizen-id-elsewhere = “{ $name }”不是同一组里的公民身份号码题
    .hint = 题型应为 CitizenId，并与残疾人证题同在一个重复组

# Checking a form: expressions
form-loop = 条件或计算循环引用：{ $loop }
    .hint = 请去掉其中一处引用
form-wildcard = 表单中不能用通配符路径“{ $path }”
    .hint = 请写出题目名称，以便只重算受影响的内容
form-dot = “.”在这里没有意义
    .hint = 行名称和问题条件不属于某一题，请写出题目名称
form-volatile = 计算结果随时间或随机变化
    .hint = 只在相关答案改变时重算；需要固定的值请写入 default

# The library
form-version-twice = 表单“{ $name }”第 { $version } 版已有一份
    .hint = 修改后的表单请把 version 加 1
form-lower-stays = 表单“{ $name }”第 { $version } 版有错误，未启用
    .hint = 程序继续使用原有的表单
form-uses-loop = 表单互相引用：{ $loop }
    .hint = 请去掉其中一处 uses
form-text-lost = 找不到这次入户所用的表单“{ $name }”第 { $version } 版
    .hint = 可改用现有版本继续

# Answers
form-yes = 是
form-no = 否
form-answer-kind = 答案与题型不符
    .hint = 题目可能已经改版，请重新回答
form-number-impossible = 应在 { $least } 到 { $most } 之间
    .hint = 请核对后重新填写
form-number-unusual = 一般在 { $least } 到 { $most } 之间
    .hint = 请再核对一次
form-choice-gone = 表单已不再提供选项“{ $choice }”
form-choices-too-many = 最多选 { $most } 项
form-choice-alone = “以上都没有”一类的选项不能与其他选项同选
form-text-too-long = 文字过长，最多约 { $limit } 字
form-date-early = 日期 { $date } 过早
    .hint = 请核对年份
form-date-late = 日期 { $date } 过晚
    .hint = 请核对年份
form-division-code = 行政区划代码应为 6 位数字
form-division-unknown = 行政区划代码 { $code } 不在本地列表中
    .hint = 开发区等单位可自设代码，请核对
form-phone-odd = 电话号码不像手机号或带区号的座机号
    .hint = 手机 11 位，座机如 0471-4612345
form-citizen-id-length = 公民身份号码应为 18 位，现有 { $count } 位
form-citizen-id-obsolete = 这是 15 位旧身份证号，已停用
    .hint = 请按现用身份证填写 18 位号码
form-citizen-id-character = 第 { $place } 位不应是这个字符
    .hint = 只有第 18 位可以是 X
form-citizen-id-date = 出生日期不存在
    .hint = 请核对第 7 至 14 位
form-citizen-id-future = 出生日期晚于今天
    .hint = 请核对第 7 至 14 位
form-citizen-id-check = 校验码不符，号码有误
    .hint = 请逐位核对；若前 17 位无误，末位应为 { $expected }
form-certificate-length = 残疾人证号应为 20 位（补办的为 22 位），现有 { $count } 位
form-certificate-only-id = 缺少末两位：残疾类别和等级
    .hint = 残疾人证号为身份证号后加类别和等级各一位
form-certificate-category = 第 19 位（残疾类别）应为 1 至 7，现为 { $found }
form-certificate-grade = 第 20 位（残疾等级）应为 1 至 4，现为 { $found }
form-certificate-reissue = 末两位（补办次数）应为 B1 至 B9
form-certificate-other-person = 残疾人证号与公民身份号码不一致
    .hint = 前 18 位应相同，请核对两证

form-diff-line = { $label } [{ $id }]：{ $what }
form-diff-added = 新增
form-diff-gone = 不再询问，已有答案留作以前的答案
form-diff-renamed = 改名，原为 { $from }
form-diff-elsewhere = 移到别的分组行中
form-diff-kind = 题型由 { $from } 改为 { $to }
form-diff-unit = 单位由 { $from } 改为 { $to }
form-diff-no-unit = 无单位
form-diff-choices = 去掉选项 { $gone }，新增选项 { $added }
form-diff-choices-gone = 去掉选项 { $gone }
form-diff-choices-added = 新增选项 { $added }
form-diff-reworded = 措辞有改动
form-diff-rules = 适用条件、必填、检查或参照线有改动
form-kept-gone = 新版不再询问
form-kept-elsewhere = 新版在别的行中询问
form-kept-kind = 题型变了，答案套不上
form-kept-unit = 单位变了，不能换算
form-kept-choice = 新版没有这个选项
form-kept-answered = 新题目已有不同的答案
