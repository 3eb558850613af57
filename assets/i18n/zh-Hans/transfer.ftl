# Upload and download 上传与下载: which servers, what waits, how far it is.

# What a server is
transfer-kind-folder = 文件夹、U 盘或共享盘
transfer-kind-webdav = WebDAV
transfer-kind-s3 = S3 兼容存储
transfer-kind-oss = 阿里云 OSS
transfer-kind-obs = 华为云 OBS
transfer-kind-cos = 腾讯云 COS
transfer-kind-unknown = 不认识“{ $name }”的服务器类型，没有列出
    .hint = 请更新本程序
transfer-strange-address = 服务器地址看不懂
    .hint = 例如 https://用户@服务器/文件夹，或 s3://存储桶/前缀?endpoint=https://服务器
transfer-secret-in-address = 地址里不能写密码，别人看得到
    .hint = 请用 --secret-file 指明存放密码的文件，或设置环境变量 TANTU_SECRET
transfer-target-incomplete = 服务器资料不完整：{ $detail }
transfer-name-twice = 已经有叫“{ $detail }”的服务器，请换一个名称
transfer-authority = 证书文件读不出来：{ $detail }
transfer-no-client = 无法建立网络连接：{ $detail }
transfer-in-clear = 这个服务器不加密（http），路上的人看得到内容
    .hint = 请改用 https 地址，或给内容加密后再传

# What can happen on the way
transfer-offline = 现在连不上服务器，有网后自动接着传（{ $detail }）
transfer-cut = 连接断了，稍后接着传（{ $detail }）
transfer-busy = 服务器忙（{ $status }），稍后接着传
transfer-secret-wrong = 服务器不认这个用户名或密码（{ $status }）
    .hint = 请重新输入密码，或问服务器管理员是否有写入权限
transfer-secret-missing = 还没有这个服务器的密码
    .hint = 请用 --secret-file 指明存放密码的文件，或设置环境变量 TANTU_SECRET
transfer-secret-file = 密码或密钥文件读不出来：{ $detail }
transfer-secret-inside = 密码文件不能放在工作文件夹里，会跟着被拷走
    .hint = 请把它移到别处
transfer-clock-off = 本机时间和服务器相差 { $minutes } 分钟，服务器不接受
    .hint = 请校准本机的日期和时间，再传一次
transfer-clock-wrong = 本机时间和服务器相差太多，服务器不接受
    .hint = 请校准本机的日期和时间，再传一次
transfer-too-large = 服务器不收这么大的文件，这一户没有传上去
    .hint = 请服务器管理员放宽单个文件的上限
transfer-server-full = 服务器空间已满，没有传完
    .hint = 请服务器管理员腾出空间，再传一次，会接着传
transfer-certificate = 服务器的证书不可信，没有连接：{ $detail }
    .hint = 可能连到了假的服务器。单位自建的证书，请填上单位的 CA 证书文件
transfer-missing = 服务器上还没有这个文件
    .hint = 对方可能还没传完，下次再取
transfer-name-taken = 服务器上同名的文件内容不同，没有覆盖
transfer-damaged = 服务器上的文件和传出的不一致
    .hint = 请再试一次；总是这样，请联系服务器管理员
transfer-endless = 服务器发来的内容大得不正常，没有接收
    .hint = 请核实服务器地址
transfer-refused = 服务器拒绝了：{ $detail }
transfer-stopped = 已停止，下次接着传
transfer-unsaved = 还有改动没存到磁盘，没有开始传
    .hint = 请先解决存盘的问题，再试一次
transfer-running = 正在传输，请等它完成或先停止
transfer-network-unknown = 只允许在“{ $allowed }”网络传输，本机无法得知现在的网络
transfer-network-other = 只允许在“{ $allowed }”网络传输，现在是“{ $current }”
transfer-not-allowed = 这个工作文件夹的角色不能这样传输
    .hint = 评估员和统筹员可以上传，统筹员可以下载；施工方请用文件包回传
transfer-list-broken = 这一批的清单看不懂，没有接收：{ $detail }
    .hint = 请对方重新上传
transfer-list-newer = 这一批由更新版本的坦途上传（格式 { $format }）
    .hint = 请先升级本机的坦途
transfer-sealed-no-key = 内容是加密的，本机没有密钥
    .hint = 请用 --identity 指明密钥文件，或先打开加密的工作文件夹

transfer-no-receiver = 工作文件夹是加密的，上传也要加密，请指明加密给谁
    .hint = 请用 --for 写上对方的收件密钥，或在“密钥”里添加收件人

# The terminal
transfer-cli-send = 把工作文件夹里新的内容传到服务器，不开窗口
transfer-cli-fetch = 从服务器取回各平板上传的内容并汇总，不开窗口
transfer-cli-workspace = 工作文件夹
transfer-cli-server = 服务器的名称，或地址：文件夹路径、https://用户@服务器/文件夹、s3://存储桶/前缀?endpoint=https://服务器&user=…
transfer-cli-secret-file = 存放密码或访问密钥的文件（第一行），不能放在工作文件夹里；没有时用环境变量 TANTU_SECRET
transfer-cli-authority = 单位自建的 CA 证书文件（PEM）
transfer-cli-limit = 每秒最多传多少 KB
transfer-cli-network = 只在这个无线网络或网卡上传输
transfer-cli-for = 加密给谁：对方的收件密钥，可以写多个；不写就不加密
transfer-cli-identity = 解密用的密钥文件，可以写多个
transfer-cli-division = 只取区划代码以这些数字开头的，例如 152221 或 1522；不写就全取
transfer-cli-codes =
    退出码：
      0  全部在服务器上并已核对（下载：全部取回并汇总）
      1  有的没有成功，其余已完成
      2  命令写错了
      3  磁盘已满或出错（本机或服务器）；再运行一次会接着做
      4  没有可传的内容，或不允许：没有住户、别处正打开着、密码或证书不对
      5  没有网络或服务器忙；稍后再运行一次会接着做
transfer-verified = 已核对 { $verified } / { $households } 户
transfer-sent = 本次上传 { $households } 户，照片和表 { $photos } 个，{ $kilobytes } KB
transfer-photos-missing = 本机缺 { $count } 张照片，没有上传
transfer-fetched = 新的上传 { $lists } 批，已取回并汇总 { $merged } 批、{ $households } 户，{ $kilobytes } KB
transfer-confirmed = 统筹员已回执确认 { $count } 户，确认过的可以清理
transfer-receipts = 已给 { $count } 台平板留下回执
transfer-left = { $count } 批不完整，留到下次

# The screen
transfer-title = 上传与下载
transfer-servers = 服务器
transfer-open = 上传到服务器
transfer-open-desk = 从服务器取
transfer-none = 还没有服务器
transfer-none-hint = 添加单位的服务器、网盘或共享文件夹；有网时上传，没网时自动等
transfer-add = 添加服务器
transfer-add-title = 添加服务器
transfer-change-title = 修改服务器
transfer-keep = 保存
transfer-change = 修改
transfer-remove = 移除
transfer-remove-ask = 移除“{ $name }”？
transfer-remove-words = 只从本机移除这个服务器和它的密码，服务器上的内容不动
transfer-remove-yes = 移除
transfer-probe = 检查连接
transfer-answers = 连接正常，服务器有应答
transfer-send = 上传
transfer-fetch = 取回并汇总
transfer-contractor = 施工方不直接上传
transfer-contractor-hint = 请在“交接”里生成文件包回传
transfer-division = 取哪里的：{ $name }
transfer-all-divisions = 全部
transfer-whole-league = 全盟市

# What waits, what came of it
transfer-counting = 正在清点…
transfer-nothing-waits = 没有待上传的，全部已在服务器上
transfer-waits = { $households } 户、{ $photos } 张照片待上传
transfer-all-verified = { $households } 户全部核对无误，{ $time }
transfer-some-verified = 已核对 { $verified } / { $households } 户，{ $time }
transfer-no-households = 没有可传的内容
transfer-household-why = { $name }：{ $why }
transfer-more = 另有 { $count } 户
transfer-rest = 还有 { $count } 户没有传
transfer-nothing-new = 没有新的上传，{ $time }
transfer-brought = 新的上传 { $lists } 批，已取回并汇总 { $merged } 批、{ $households } 户，{ $time }

# A run that is under way
transfer-sending = 正在上传到“{ $name }”
transfer-fetching = 正在从“{ $name }”取回
transfer-reached = { $done } / { $of } 户已核对
transfer-amount = 本次 { $count } 个文件，{ $size }
transfer-amount-rate = 本次 { $count } 个文件，{ $size }，每秒 { $rate }
transfer-piece = { $name }：照片和资料 { $done } / { $of }
transfer-failed = { $count } 户没有成功，结束后列出原因
transfer-pause = 暂停
transfer-resume = 继续
transfer-paused = 已暂停，不用流量
transfer-stop = 停止
transfer-stopping = 正在停止…
transfer-next = { $what }，{ $minutes } 分钟后再试
transfer-next-time = { $time } 自动再试，可以先做别的
transfer-waits-nowhere = 没有网络
transfer-waits-server = 连不上服务器
transfer-waits-busy = 服务器忙
transfer-waits-folder = 找不到这个文件夹
transfer-waits-network = 不在指定的网络
transfer-hurry = 现在就试

# Passwords
transfer-asks-secret = 请输入这个服务器的密码
transfer-secret-of = { $name }（{ $user }）
transfer-secret-session = 工作区没有加密：密码只记到关闭坦途为止，不写入磁盘
transfer-secret-sealed = 密码加密保存在工作区里，下次不用再输
transfer-go-on = 确定

# The fields of a server
transfer-field-name = 名称
transfer-field-folder = 文件夹
transfer-field-address = 服务器地址
transfer-field-bucket = 存储桶
transfer-field-root = 前缀（可不填）
transfer-field-region = 区域（可不填）
transfer-field-user = 用户名（可不填）
transfer-field-key = 访问密钥 ID
transfer-field-secret = 密码
transfer-field-secret-key = 访问密钥（Secret）
transfer-field-authority = 单位自建的 CA 证书文件（可不填）
transfer-example-name = 例如 市残联
transfer-example-folder = 例如 /media/usb/坦途
transfer-example-webdav = 例如 https://dav.example.cn/坦途/
transfer-example-s3 = 例如 https://minio.example.cn:9000
transfer-example-oss = 例如 https://oss-cn-huhehaote.aliyuncs.com
transfer-example-obs = 例如 https://obs.cn-north-4.myhuaweicloud.com
transfer-example-cos = 例如 https://cos.ap-beijing.myqcloud.com
transfer-example-bucket = 例如 tantu-2026
transfer-example-root = 例如 2026/兴安盟
transfer-example-region = 例如 cn-north-1
transfer-example-user = 例如 wangpinggu
transfer-example-key = 例如 LTAI5t…
transfer-example-authority = 例如 /media/usb/ca.pem
transfer-fault-name = 已经有这个名称，请换一个
transfer-fault-folder = 请写完整路径，以 / 开头，或点“选择”
transfer-fault-address = 地址应像 https://服务器/文件夹，不能有空格
transfer-fault-secret = 地址里不能写用户名和密码，请填在下面
transfer-fault-bucket = 存储桶名是 3 到 63 个小写字母、数字或短横线
transfer-style = 存储桶写在哪里
transfer-style-path = 地址后面
transfer-style-host = 域名前面
transfer-browse = 选择
transfer-browse-folder = 选择文件夹
transfer-browse-here = 用这个文件夹
transfer-browse-authority = 选择证书文件
transfer-browse-none = 这个文件夹里没有证书文件（pem、crt、cer）

# How the line is used
transfer-seal-title = 上传内容加密给谁
transfer-seal-nobody = 未加密：服务器管理员能看到内容
transfer-seal-choose = 请在上面选收件方
transfer-seal-none-known = 还没有收件方；先在“设置”的密钥里添加对方的收件密钥
transfer-seal-for = 已加密，只有 { $names } 能打开
transfer-and = 、
transfer-rate = 最快多少
transfer-rate-any = 不限
transfer-rate-some = 每秒 { $rate }
transfer-network = 在哪个网络传
transfer-network-any = 任何网络
transfer-network-only = 只在“{ $name }”
transfer-network-never-known = 本机无法得知现在的网络
