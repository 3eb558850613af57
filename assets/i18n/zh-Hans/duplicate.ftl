# 疑似重复：一人两档、一户多残
# 理由
duplicate-reason-number = 身份号码相同：{ $a }
duplicate-reason-number-two = 身份号码相同：{ $a }、{ $b }
duplicate-reason-digit = 身份号码只差第 { $place } 位，可能录错：{ $a }、{ $b }
duplicate-reason-swapped = 身份号码第 { $place }、{ $next } 位颠倒，可能录错：{ $a }、{ $b }
duplicate-reason-name = 姓名相同：{ $a }、{ $b }
duplicate-reason-name-sound = 姓名读音相同：{ $a }、{ $b }
duplicate-reason-name-character = 姓名只差一个字：{ $a }、{ $b }
duplicate-reason-head = 户主同名：{ $a }
duplicate-reason-head-two = 户主同名：{ $a }、{ $b }
duplicate-reason-head-sound = 户主姓名相近：{ $a }、{ $b }
duplicate-reason-address = 地址相同：{ $a }
duplicate-reason-address-two = 地址相同：{ $a }、{ $b }
duplicate-reason-phone = 电话相同：{ $number }
duplicate-level-certain = 确定
duplicate-level-likely = 很可能
duplicate-level-possible = 可能
duplicate-kind-person = 一人两档
duplicate-kind-home = 一户多残
duplicate-kind-disputed = 决定不一致
duplicate-kind-news = 有新内容

# 队列
duplicate-tab-pending = 待定 { $count }
duplicate-tab-possible = 可能 { $count }
duplicate-tab-later = 以后再说 { $count }
duplicate-tab-history = 已决定 { $count }
duplicate-search = 查找姓名、嘎查村
duplicate-looking = 正在比对…
duplicate-compared = 已比对 { $count } 户
duplicate-again = 重新比对
duplicate-none = 没有待定的疑似重复
duplicate-none-text = 汇总或导入后会自动再比对
duplicate-none-here = 这里没有
duplicate-choose = 点左边一条，看两户的差别
duplicate-open = 打开：{ $what }
duplicate-between = 、
duplicate-keys = ↑ ↓ 换一条 · J 合为一户 · F 分开保留 · L 以后再说
duplicate-no-head = （无户主姓名）
duplicate-persons = 残疾人：{ $names }
duplicate-no-persons = 没有残疾人

# 两户对照
duplicate-back = 回到列表
duplicate-why = 为什么
duplicate-homes = 对照
duplicate-stays = 保留这户
duplicate-stays-name = 保留：{ $name }
duplicate-goes = 并入
duplicate-with = 参加合并：{ $name }
duplicate-person = { $name } · 号码尾号 { $end }
duplicate-planned = 方案 { $amount }
duplicate-settled = 结算 { $amount }
duplicate-surveyed = 入户：{ $who } { $day }
duplicate-not-surveyed = 未入户
duplicate-answers = 已答 { $count } 项
duplicate-see = 打开档案
duplicate-see-name = 打开档案：{ $name }
duplicate-photo = { $name } 照片 { $number }
duplicate-double-funding = 两户都有方案或结算，注意重复资助
duplicate-double-survey = 两户都已入户评估：房间和门会成为两份，可以不带过来

# 合并前先说清
duplicate-what = “{ $part }”并入“{ $whole }”
duplicate-differing = 不一致 { $count } 项，点选以哪个为准
duplicate-differing-none = 没有不一致的内容
duplicate-value-ours = { $label }：以“{ $value }”为准（保留户）
duplicate-value-theirs = { $label }：以“{ $value }”为准（并入户）
duplicate-more = 再看 { $count } 项
duplicate-same = 是同一人：{ $theirs } = { $ours }
duplicate-comes = 会带过来：{ $what }
duplicate-comes-persons = 残疾人 { $count } 人
duplicate-comes-rooms = 房间和门 { $count } 处
duplicate-comes-photos = 照片 { $count } 张
duplicate-comes-answers = 答案 { $count } 项
duplicate-comes-nothing = 没有要带过来的
duplicate-stay-file = 并入的档案原样保留，查找时指到保留户；名单、统计、导出不再重复计
duplicate-stay-later = 方案、施工、结算 { $count } 项留在原档案，不并入
duplicate-stay-survey = 入户评估 { $count } 项留在原档案
duplicate-unsettled = 其中 { $count } 项还有冲突，先按现值带过来
duplicate-survey = 带上入户评估（房间、照片）
duplicate-join = 合为一户
duplicate-join-again = 带过来
duplicate-apart = 分开保留
duplicate-later = 以后再说
duplicate-take-up = 重新考虑
duplicate-leave = 不带，留在原档案
duplicate-move = 人只留在“{ $name }”
duplicate-move-text = 人留在保留户，另一户仍保留；那户的记录可以恢复
duplicate-news-text = 已并入“{ $whole }”的档案又收到 { $count } 项新内容
duplicate-disputed-text = 各处的决定不一致，请定下来；没定之前各户照常显示
duplicate-settle = 都归到“{ $name }”
duplicate-settle-apart = 都分开

# 决定过的
duplicate-done-joined = “{ $part }”并入“{ $whole }”
duplicate-done-apart = “{ $a }”和“{ $b }”分开保留
duplicate-done-moved = “{ $part }”的残疾人归到“{ $whole }”
duplicate-undo = 撤销
duplicate-undo-name = 撤销：{ $what }
duplicate-did-join = 已合为一户：{ $name }
    .hint = 在“已决定”里可以撤销
duplicate-did-apart = { $count } 户分开保留，不再提示
    .hint = 在“已决定”里可以撤销
duplicate-did-move = 人已归到“{ $name }”
    .hint = 在“已决定”里可以撤销
duplicate-did-leave = 新内容留在原档案
duplicate-nothing = 没有要做的
duplicate-undone = 已撤销
duplicate-undone-kept = 已撤销；合并后又改过的 { $count } 项保留
duplicate-refused-same = 是同一个档案
duplicate-refused-gone = 要保留的这户已并入别的户
    .hint = 请先在“待定”里定下决定不一致的
duplicate-refused-elsewhere = 这户已并入另一户
    .hint = 请先撤销原来的合并
duplicate-refused-money = 这户已派工或结算，只能作保留户
    .hint = 钱已花在这户上。请保留这户；两户都已派工的不能合并，按重复资助核查
duplicate-no-thread = 系统资源不足，没有比对（{ $detail }）
duplicate-joined-into = 已并入“{ $name }”
duplicate-go-whole = 去看“{ $name }”

# 命令行
duplicate-cli-about = 列出疑似重复的户，确定的在前
duplicate-cli-workspace = 工作区文件夹
duplicate-cli-report = 每行一条 JSON，供别的程序读
duplicate-cli-all = 连“可能”的也列出
duplicate-cli-count = 确定 { $certain }，很可能 { $likely }，可能 { $possible }；已比对 { $compared } 户
