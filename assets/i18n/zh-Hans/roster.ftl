# The need list, and who visits whom.

# Reading a file

roster-file-read = 文件读不出来：{ $detail }
roster-file-foreign = 这不是表格文件
    .hint = 可以打开 XLSX、XLS、ODS 和 CSV；别的格式请先另存为 XLSX
roster-file-xlsb = XLSB 格式读不了
    .hint = 请在 Excel 里另存为 XLSX
roster-file-locked = 文件加了密码
    .hint = 请在 Excel 里去掉密码再打开
roster-file-damaged = 表格文件已损坏：{ $detail }
    .hint = 请用 Excel 或 WPS 打开后另存一份
roster-file-empty = 表里什么也没有
roster-file-sparse = 表里的格子相隔太远，不像一张名册
    .hint = 请把名册复制到一张新表里
roster-file-too-large = 文件太大（上限 { $limit } MB）
    .hint = 请按乡镇分成几个文件
roster-file-rows-cut = 只读了前 { $limit } 行
roster-file-columns-cut = 只读了前 { $limit } 列
roster-file-texts-cut = { $count } 个格子的文字太长，已截断
roster-file-letters = 有些字不是 { $encoding } 编码，可能读错
roster-stopped = 已停止
roster-unsaved = 还有改动没存到磁盘，先不导入
roster-no-thread = 系统没有资源读名册：{ $detail }

# Rows

roster-row-no-name = 没有姓名
roster-row-long-name = 姓名超过 { $limit } 个字
roster-row-no-number = 残疾证号和身份证号都没有
roster-row-digits-lost = Excel 把号码变成了数字，后几位已经丢了
    .hint = 请把这一列设成“文本”，再照证件重新填写
roster-row-two-persons = 残疾证号和身份证号不是同一个人
roster-row-born-later = 号码里的出生日期在今天之后
roster-row-only-id = 证号只有身份证那 18 位，类别和等级入户时再问
roster-row-twice = 和第 { $row } 行是同一个人，内容不一样
roster-row-category-differs = 和证号里的类别不一样，以证号为准
roster-row-category-strange = 认不出是哪一类残疾，已记在备注
roster-row-grade-differs = 和证号里的等级（{ $grade } 级）不一样，以证号为准
roster-row-grade-strange = 认不出是几级，已记在备注
roster-row-head-number = 户主身份证号不对，没有采用
roster-row-no-division = 没写是哪个旗县
    .hint = 这个文件都在同一个旗县的话，请在上面选定
roster-row-division-unknown = 没有“{ $text }”这个旗县
roster-row-division-unclear = “{ $text }”不清楚是哪个旗县：{ $names }
roster-row-phone = 电话号码不对，没有当电话用，已记在备注
roster-row-phones = 有几个电话，用第一个，其余记在备注
roster-row-word-strange = “{ $word }”对不上选项，已记在备注
roster-row-members = 人数不对，已记在备注
roster-row-date = 日期认不出来，已记在备注
roster-row-joins-home = 户册里有同一户主、同一地址的户，并到那一户
roster-row-several-homes = 同一户的人在户册里分在 { $count } 户，各归各户
roster-why = { $column }：{ $why }

# The table of what was not taken

roster-column-row = 原表行号
roster-column-why = 未导入原因
roster-page-refused = 未导入
roster-page-remarked = 已导入请核对
roster-rejects-name = { $file }-未导入
roster-rejects-failed = 未导入的行存不下来：{ $detail }
roster-rejects-done = 未导入的行存在：{ $file }
roster-rejects-hint = 改好标红的格子，存盘后再导入一次；已导入的不会重复

# Columns

roster-target-head = 户主姓名
roster-target-head-id = 户主身份证号
roster-target-household-no = 户号
roster-target-relation = 与户主的关系
roster-target-name = 残疾人姓名
roster-target-citizen-id = 身份证号
roster-target-certificate = 残疾证号
roster-target-category = 残疾类别
roster-target-grade = 残疾等级
roster-target-person-phone = 本人电话
roster-target-ethnic = 民族
roster-target-division = 旗县区
roster-target-township = 苏木乡镇街道
roster-target-village = 嘎查村社区
roster-target-address = 详细地址
roster-target-phone = 联系电话
roster-target-contact-name = 联系人
roster-target-contact-relation = 与联系人的关系
roster-target-income = 困难类型
roster-target-settlement = 城镇还是农牧区
roster-target-members = 常住人口数
roster-target-roster-no = 花名册编号
roster-target-surveyor = 评估员
roster-target-visit-date = 计划入户日期
roster-target-remark = 记入备注
roster-target-nothing = 不导入

# The screen: a file

roster-tab-import = 导入名册
roster-tab-assign = 派户
roster-choose = 选择名册文件…
roster-browse = 选择名册文件
roster-browse-open = 在本机文件夹里找名册
roster-browse-none = 这里没有表格文件
roster-dialog-filter = 表格
roster-drop = 把名册文件拖进来
roster-drop-text = XLSX、XLS、ODS、CSV 都可以；先预览，检查过再导入，导入两次也不会重复
roster-file-about = { $rows } 行 · { $columns } 列
roster-file-encoding = { $encoding } 编码
roster-sheet = 工作表
roster-sheet-hidden = { $name }（隐藏）
roster-hidden-rows = 有 { $count } 行在表里是隐藏的，也一起检查
roster-heading-row = 表头在第 { $row } 行
roster-heading-none = 没有表头
roster-heading-up = 表头往上一行
roster-heading-down = 表头往下一行
roster-division-usual = 没写旗县的算：{ $name }
roster-division-none = 没写旗县的行不导入
roster-division-title = 没写旗县的行，算在哪个旗县
roster-columns = 每一列是什么
roster-columns-hint = 点列上面的按钮可以改；改过的，下次表头一样就照这次的
roster-column-change = 第 { $letter } 列“{ $heading }”：{ $target }，点一下可以改
roster-column-title = 第 { $letter } 列“{ $heading }”是什么
roster-column-doubt = “{ $heading }”紧跟在负责人后面，可能是负责人的电话；是住户的才用
roster-lacks = 还不知道哪一列是“{ $target }”
roster-check = 检查名册
roster-close = 换一个文件
roster-doing-read = 正在读文件
roster-doing-check = 正在检查 { $done }/{ $total }
roster-doing-import = 正在导入 { $done }/{ $total } 户
roster-doing-assign = 正在派户 { $done }/{ $total } 户
roster-doing-undo = 正在撤销 { $done }/{ $total } 户
roster-doing-rejects = 正在存未导入的行
roster-stop = 停止

# The screen: what was found

roster-found = { $rows } 行，{ $households } 户，{ $persons } 人
roster-count-new = 新增户
roster-count-more = 补充内容
roster-count-differ = 内容不同
roster-count-same = 没有变化
roster-count-refused = 不能导入的行
roster-count-remarked = 要核对的行
roster-repeated = { $count } 行和前面的行一模一样，只算一次
roster-decide = 先定下来
roster-unclear = “{ $text }”是哪个旗县？（{ $count } 行）
roster-unplaced = { $count } 行没写是哪个旗县
roster-unplaced-choose = 选旗县…
roster-unclear-other = 别的旗县…
roster-doubt-address = { $place }：{ $names }（{ $rows } 行）住在同一地址，是一户吗？
roster-doubt-head = { $place }：{ $names }（{ $rows } 行）户主同名，是一户吗？
roster-one = 是一户
roster-apart = 分开
roster-differences = 和户册里不同的内容
roster-differences-hint = 不选就保留户册里原来的
roster-difference-ours = 原来：{ $value }（{ $who }）
roster-difference-theirs = 名册：{ $value }
roster-difference-empty = （已删去）
roster-difference-row = （这个人）
roster-take-all = 全部改成名册的
roster-keep-all = 全部保留原来的
roster-refused-title = 不能导入的行
roster-remarked-title = 导入但要核对的行
roster-finding = 第 { $row } 行 { $name }
roster-save-xlsx = 存成 XLSX 去改
roster-save-csv = 存成 CSV
roster-import = 导入 { $count } 户
roster-import-nothing = 没有要导入的：都在户册里了
roster-back-to-columns = 改列
roster-imported = 已导入：新增 { $new } 户，更新 { $changed } 户，没有变化 { $unchanged } 户
roster-undone = 已撤销 { $changed } 户
roster-assigned = 已派 { $changed } 户
roster-stopped-part = 中途停止，后面的没有写；再来一次会接着写
roster-undo-import = 撤销这次导入
roster-undo-assign = 撤销这次派户
roster-go-assign = 去派户
roster-dismiss = 知道了
roster-comma = 、

# The screen: visits

roster-pick = 派哪些户
roster-pick-open = 还没派的
roster-pick-selected = 户册里选中的（{ $count }）
roster-pick-all = 没入户的
roster-pick-count = 选了 { $count } 户
roster-pick-none = 都派完了
roster-village = { $village }：{ $count } 户
roster-village-unknown = 没写嘎查村
roster-who = 派给谁
roster-who-add = 添一个评估员
roster-who-take = 添上
roster-who-name = 评估员姓名
roster-who-hint = 和平板“设置”里写的姓名一致
roster-when = 从哪天起
roster-when-title = 从哪天起入户
roster-per-day = 每人每天 { $count } 户
roster-per-day-less = 每天少一户
roster-per-day-more = 每天多一户
roster-weekends = 周末也去
roster-propose = 排一下
roster-propose-nothing = 没有可以排的户：先选户，再选评估员
roster-give = 只派人，先不定日子
roster-proposal = 这样排：{ $count } 户，{ $days } 天
roster-proposal-why = 按乡镇、嘎查村排好，同村连着走；每人每天最多 { $count } 户，一个村当天走得完就不拆开；已经派的算在内
roster-accept = 就这样派
roster-drop-proposal = 不要了
roster-tour = { $date } { $surveyor } { $count } 户
roster-tour-open = 没定日子
roster-tour-nobody = 没派人
roster-tour-villages = { $village } { $count }
roster-tour-change = 改 { $date } { $surveyor } 这一组
roster-tour-title = { $surveyor } { $date }
roster-tour-to = 改派给
roster-tour-day = 改到哪天
roster-tour-take = 退回不派
roster-plan = 已派的
roster-plan-none = 还没有派户
roster-plan-of = { $surveyor }：{ $count } 户，{ $days } 天
roster-plan-done = 已入户 { $count } 户
roster-hand-out = 生成派户包
roster-hand-out-for = 给 { $surveyor } 生成派户包
roster-hand-out-hint = 没完成的户连同照片装进一个文件；拷给评估员，在平板上打开

# Packages

roster-package-assignment = 派户包
roster-package-handover = 交回包
roster-package-all-known = 上次交回后没有变动
roster-hand-over = 交回
roster-hand-over-make = 生成交回包
roster-hand-over-all = 全部再交一次
roster-hand-over-receipt = 交回清单
roster-hand-over-line = { $head }（{ $state }，照片 { $photos } 张）
roster-hand-over-known = { $count } 户上次已交，没有变动，不再装
roster-more-rows = 还有 { $count } 条，没有列出
roster-difference-other = （已标明原因未答）
roster-more = 还有 { $count } 户
roster-nameless = 未填户主

# Command line

roster-cli = 把名册导入工作区
roster-cli-file = 名册：XLSX、XLS、ODS 或 CSV
roster-cli-into = 导入到哪个工作区
roster-cli-sheet = 第几张工作表，从 1 数起
roster-cli-mapping = 列的含义（RON：表头→含义），不写就照表头认
roster-cli-division = 没写旗县的行算在哪个旗县（六位代码）
roster-cli-rejects = 不能导入的行存到这个文件（.xlsx 或 .csv）
roster-cli-report = 结果存成 JSON
roster-cli-take = 户册里不同的内容，改成名册的
roster-cli-dry = 只检查，不导入
roster-cli-lacks = 不知道哪一列是“{ $target }”
    .hint = 用 --mapping 指定
roster-cli-mapping-bad = 列的含义写错了：{ $detail }
roster-cli-assign = 给评估员生成派户包
roster-cli-assign-surveyor = 只给这个评估员
roster-cli-assign-out = 派户包存到哪个文件夹
roster-cli-assign-none = 没有派给谁的户
