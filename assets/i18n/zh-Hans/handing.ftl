# Handing over 交接: what a receiver has confirmed, and what may go from this device.
handing-title = 交接
handing-open = 交接
handing-package-receipt = 回执
handing-number = 第 { $number } 号包
handing-sealed = 已加密，只有收件方能打开

# Looking before taking.
handing-offered = 收到文件包，还没有并入
handing-check-holds = { $households } 户，照片 { $photos } 张，{ $size }
handing-check-full = 全部
handing-check-delta = 只含新内容；另有 { $count } 户对方上次已确认，没有再装
handing-check-part = 第 { $number } 个分包，后面还有
handing-check-last-part = 第 { $number } 个分包，最后一个
handing-check-sealed = 已加密，本机能打开
handing-check-open = 未加密
handing-check-receipt = 回执：对方确认收到了哪些户和照片
handing-check-new = 其中 { $count } 户本机还没有
handing-check-missing = 缺 { $count } 张照片，包里没有，本机也没有
handing-check-unknown = 包里略去的户有 { $count } 户本机没有，可能是交给别的办公室的
handing-check-damaged = { $count } 项内容已损坏，不会并入
handing-take = 并入
handing-leave = 先不并入

# Receipts.
handing-heard = 回执：{ $confirmed } 户已确认收到（照片 { $photos } 张），{ $changed } 户之后又有改动
handing-receipt-of-others = 这份回执是给别的平板的，本机不用
    .hint = 请向办公室索取本机的回执
handing-receipt-broken = 回执读不懂：{ $detail }
    .hint = 请办公室重新生成一份
handing-receipt-nothing = 没有可以确认的户
handing-receipt-written = 回执已生成：{ $devices } 台设备，{ $households } 户，照片 { $photos } 张
handing-receipt-hint = 拷给交来的人，在平板上打开
handing-receipt-make = 生成回执
handing-receipt-title = 回执
handing-receipt-text = 告诉交来的平板：哪些户、哪些照片这里已经存好；对方据此可以清理
handing-receipt-waiting = { $count } 个文件包已并入，还没有给回执
handing-forms-came = 随包带来 { $count } 个表单文件，已存入本机
    .hint = 重新打开坦途后生效

# The screen.
handing-over-title = 交给办公室
handing-news = { $count } 户有新内容，办公室还没有确认
handing-no-news = 办公室都已确认，没有新内容
handing-receiver = 交给哪个办公室
handing-receiver-any = 不限
handing-seal-title = 加密给谁
handing-open-inside = 工作区已加密，不加密的文件包不能留在里面
    .hint = 请选收件方，或改存到 U 盘等工作区以外的文件夹
handing-seal-nobody = 没有选收件方，文件包不加密；拾到的人能打开
handing-offices-title = 办公室确认
handing-offices-none = 还没有收到回执；交回以后，请办公室给一份回执，在这里打开
handing-office-unnamed = 办公室 { $device }
handing-office = { $name }，{ $time }
handing-office-confirmed = 已确认 { $confirmed } 户
handing-office-changed = 其中 { $changed } 户之后又有改动
handing-looking = 正在核对…

# Purging.
handing-purge-title = 清理本机
handing-left = 已交回并清理 { $count } 户
handing-goes = 可以清理 { $count } 户，照片 { $photos } 张，{ $size }
handing-goes-none = 现在没有可以清理的户
handing-goes-packages = 连同本机存的 { $count } 个交回包
handing-stays = 留在本机 { $count } 户
handing-stays-unfinished = { $count } 户没有完成，或被退回
handing-stays-unconfirmed = { $count } 户办公室还没有确认
handing-stays-changed = { $count } 户确认以后又有改动，要再交一次
handing-stays-photos = { $count } 户的照片办公室没有收齐，要再交一次
handing-stays-awaited = { $count } 户还有照片在处理
handing-stays-open = { $count } 户正在编辑
handing-stays-partial = { $count } 户有不随包交回的内容
handing-stays-unreadable = { $count } 户读不出来
handing-unfinished = 没完成的户，确认过的也清理
handing-purge = 清理 { $count } 户
handing-purge-ask = 清理 { $count } 户？
handing-purge-words = 这些户办公室已经确认收齐。清理后本机不再有它们的资料和照片（{ $photos } 张，{ $size }），不能恢复；需要时由办公室再派下来
handing-purge-yes = 确认清理
handing-purging = 正在清理…
handing-gone = 已清理 { $count } 户，照片 { $photos } 张，腾出 { $size }
handing-stopped = 已停止，没有清理

# The command line.
handing-cli-folder = 工作区
handing-cli-pack = 生成文件包：交回、施工回传、派户或回执
handing-cli-kind = 哪一种文件包
handing-cli-out = 写到这个文件
handing-cli-all = 全部，不只是对方没确认的
handing-cli-for = 只看这台设备的回执
handing-cli-to = 加密给谁：age1 开头的收件密钥，或存放收件密钥的文件；可以多个
handing-cli-of = 给哪些文件包或工作区写回执；可以多个
handing-cli-part = 每个分包最大多少 MB
handing-cli-key = 打开加密文件包的密钥文件；可以多个
handing-cli-codes = 退出码：0 正常，1 失败，2 用法不对，3 有缺失、损坏或没有并入的，4 没有可做的
handing-cli-unpack = 查看或并入文件包
handing-cli-check = 只查看，不并入
handing-cli-into = 并入这个工作区
handing-cli-receipt = 并入以后把回执写到这个文件
handing-cli-no-into = 请用 --into 指定工作区，或用 --check 只查看
handing-cli-purge = 清理办公室已确认收齐的户
handing-cli-dry-run = 只说会清理什么，不清理
handing-cli-unfinished = 没完成的户，确认过的也清理
