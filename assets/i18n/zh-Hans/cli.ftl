# The terminal.

# reading files
cli-file-unreadable = 文件无法读取：{ $reason }
cli-file-too-big = 文件超过 { $limit } MB，不予读取
cli-problem = { $what }。{ $hint }
cli-checked = 检查了 { $files } 个文件，{ $errors } 处错误

# help
cli-help-about = 坦途：残疾人家庭无障碍改造入户评估
cli-help-language = 界面语言
cli-help-form = 检查、查看和试算表单
cli-help-check = 检查表单，逐条指出问题所在的行和列
cli-help-files = 表单文件，可互相引用
cli-help-show = 按阅读方式列出表单
cli-help-file = 表单文件
cli-help-eval = 计算表达式，输出类型和结果
cli-help-expression = 表达式
cli-help-stdin = 逐行读取标准输入中的表达式
cli-help-dossier = 在这一户的档案中计算

# forms as a person reads them
cli-show-form = { $title }（{ $id }，第 { $version } 版）
cli-show-uses = 引用表单：{ $forms }
cli-show-section = ■ { $title } [{ $id }]
cli-show-group = ▪ { $title } [{ $id }]
cli-show-repeat = ⟳ { $title } [{ $id }]，可多行
cli-show-quick = 可一键选“本室无问题”
cli-show-row-label = 行名称：{ $label }
cli-show-least = 至少 { $count } 行
cli-show-presets = 预设：{ $presets }
cli-show-question = { $number }. { $label } [{ $id }] · { $kind }
cli-show-unnumbered = { $label } [{ $id }] · { $kind }
cli-show-kind = { $kind }：{ $details }
cli-show-guidance = 量法：{ $text }
cli-show-drawing = 示意图：{ $drawing }
cli-show-relevant = 出现条件：{ $condition }
cli-show-required-always = 必答
cli-show-required = 必答条件：{ $condition }
cli-show-default = 初始答案：{ $value }
cli-show-fine = “无问题”时：{ $value }
cli-show-filter = 选项条件：{ $condition }
cli-show-check = 核对：{ $condition }，否则提示“{ $message }”
cli-show-check-hard = 核对：{ $condition }，否则不予接受“{ $message }”
cli-show-reference = 参考：{ $text }（{ $source }），达标条件：{ $met }
cli-show-when = 条件：{ $condition }
cli-show-sensitive = 敏感信息
cli-show-skips = 可选未答原因：{ $skips }
cli-show-photos = 至少 { $count } 张
cli-show-warn = 一般 { $least }–{ $most }
cli-show-hard = 不超出 { $least }–{ $most }
cli-show-findings = ■ 问题与改造项目
cli-show-finding = { $label } [{ $id }]
cli-show-each = 逐行查看：{ $repeat }
cli-show-measure = 项目 { $code }
cli-show-quantity = 数量：{ $quantity }

# kinds of questions
cli-kind-note = 说明
cli-kind-yes-no = 是否
cli-kind-one-of = 单选
cli-kind-many-of = 多选
cli-kind-integer = 整数
cli-kind-decimal = 小数
cli-kind-text = 文字
cli-kind-date = 日期
cli-kind-division = 行政区划
cli-kind-citizen-id = 公民身份号码
cli-kind-certificate = 残疾人证号
cli-kind-phone = 电话
cli-kind-photo = 照片
cli-kind-signature = 签名
cli-kind-point = 图上定位
cli-kind-calculated = 计算
cli-help-workspace = 工作区文件夹
cli-help-first-frame = 量第一帧的时间和内存，然后关闭
cli-help-demo = 建一个有 12 户虚构住户的演示工作区
cli-help-demo-folder = 新文件夹
cli-help-play = 按脚本操作真实窗口并截图
cli-help-play-script = 脚本（RON 步骤表）；不给则演示一次入户
cli-help-play-demo = 演示一次入户
cli-help-play-out = 截图和工作区放在哪里
cli-demo-made = 已在 { $folder } 建好演示工作区：{ $households } 户，{ $photos } 张照片

cli-help-diff = 比较一份表单的两个版本
cli-help-diff-old = 旧版表单文件
cli-help-diff-new = 新版表单文件
cli-diff-title = 表单 { $form }：第 { $from } 版 → 第 { $to } 版
cli-diff-other-form = 注意：两个文件不是同一份表单（{ $old }、{ $new }）
cli-diff-same = 题目没有变化
cli-diff-stays = 已有的答案都不用移动
cli-diff-moves = 有答案要移到新题目，或留作以前的答案
