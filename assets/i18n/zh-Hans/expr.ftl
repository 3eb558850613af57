# Expressions: what is wrong in one, and the names of months and days in format-date.

# Reading
expr-too-long = 表达式过长，最多 { $limit } 字节
    .hint = 请拆成几个计算题，再用 { "${" }题目{ "}" } 引用
expr-too-deep = 括号嵌套过深，最多 { $limit } 层
    .hint = 请拆成几个计算题，再用 { "${" }题目{ "}" } 引用
expr-character = 不能识别的字符“{ $character }”
    .hint = 括号、逗号、引号和运算符请用英文半角
expr-number = 数字写错或过大
expr-quote = 引号 { $quote } 没有配对
    .hint = 文字的两端要用同一种半角引号
expr-variable = “$”后面应是花括号
    .hint = 引用题目写作 { "${" }题目{ "}" }
expr-reference-open = “{ "${" }”缺少“{ "}" }”
expr-reference-name = “{ $name }”不能作题目名
    .hint = 题目名以字母或下划线开头，只含字母、数字、“_”“-”“.”
expr-operator-expected = “{ $found }”前缺少运算符
    .hint = 条件之间用 and 或 or 连接；引用题目写作 { "${" }题目{ "}" }
expr-unexpected = 此处不应出现“{ $found }”
expr-end = 表达式不完整
expr-paren-open = 括号“(”没有配对
expr-bracket-open = 方括号“[”没有配对
expr-step = 不支持的路径写法“{ $step }”
    .hint = 路径只能用题目名、“.”“..”“*”“/”和方括号条件
expr-filter = “[”和“/”只能跟在题目名或路径后面
expr-union = 不支持用“|”合并路径
expr-function-unknown = 没有函数“{ $function }”
expr-function-misspelt = 没有函数“{ $function }”
    .hint = 是否应为 { $suggestion }？
expr-function-out-of-scope = 本程序不支持函数“{ $function }”
expr-argument-count = 函数 { $function } 应有 { $expected } 个参数，现有 { $found } 个
expr-choice-name = jr:choice-name 的第二个参数应是加引号的题目名
    .hint = 例如 jr:choice-name({ "${" }mobility{ "}" }, '{ "${" }mobility{ "}" }')
expr-pattern = 正则表达式写错或过于复杂：{ $pattern }
    .hint = 不支持前后查找和反向引用

# Checking
expr-unbound = 没有题目“{ $name }”
expr-root = “{ $found }”缺少表单根名称
    .hint = 绝对路径以 /data 开头
expr-number-from-choice = “{ $found }”是选择题，不能当数字用
    .hint = 选项编号确为数字时，请写 number({ $found })
expr-no-value = “{ $found }”是分组或重复组，本身没有答案
expr-never-number = “{ $found }”不是数字
expr-never-date = “{ $found }”不是日期
    .hint = 日期写作 '2026-11-24'
expr-date-text = “{ $found }”是文字，不能比较先后
    .hint = 请写 date({ $found })
expr-choice-boolean = “{ $found }”是选择题，不能与真假值比较
    .hint = 请与选项编号比较，例如 { $found } = 'yes'
expr-not-a-choice = “{ $found }”不是选择题
expr-choice-quotes = 选项编号要加引号
    .hint = 例如 selected({ "${" }mobility{ "}" }, 'wheelchair')
expr-not-nodes = 此处应是题目名或路径

# Evaluating
expr-several-rows = “{ $path }”有 { $count } 个答案，此处只能用一个
    .hint = 请用 indexed-repeat 指定第几行，或用 count、sum、max、join 汇总
expr-no-own-value = { $function }() 没有参数，此处又没有当前题目
expr-not-a-date = “{ $value }”不是日期
    .hint = 日期写作 2026-11-24，时间写作 2026-11-24T09:30:00
expr-date-pattern = 日期格式不支持“{ $escape }”
    .hint = 可用 %Y %y %m %n %b %d %e %a %W %H %h %M %S %3 %%
expr-unequal-lists = 条件与权重的个数不同
expr-table = 没有数据表“{ $table }”，或表中没有列“{ $column }”“{ $key_column }”
expr-text-too-long = 拼成的文字过长，最多 { $limit } 字节
expr-too-much-work = 计算量过大，最多 { $limit } 步
    .hint = 请减少方括号条件的嵌套
expr-uuid = 无法生成标识

# format-date: %b, %a
expr-month-1 = 1月
expr-month-2 = 2月
expr-month-3 = 3月
expr-month-4 = 4月
expr-month-5 = 5月
expr-month-6 = 6月
expr-month-7 = 7月
expr-month-8 = 8月
expr-month-9 = 9月
expr-month-10 = 10月
expr-month-11 = 11月
expr-month-12 = 12月
expr-weekday-1 = 周一
expr-weekday-2 = 周二
expr-weekday-3 = 周三
expr-weekday-4 = 周四
expr-weekday-5 = 周五
expr-weekday-6 = 周六
expr-weekday-7 = 周日
