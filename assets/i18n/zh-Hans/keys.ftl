# Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.

# 已知收件方与读入密钥
keys-receiver-broken = 已知收件方“{ $name }”的密钥无法读取，没有列出
    .hint = 请向对方重新要一次收件密钥
keys-receiver-nameless = 请写上收件方的名称
keys-receivers-full = 已知收件方已有 { $count } 个，请先删除不用的
keys-read-secret = 这是私钥，不是收件密钥，没有读入
    .hint = 私钥谁拿到谁就能打开资料。请告诉发来的人：私钥不能外传，应当发的是 age1 开头的收件密钥
keys-read-several = 里面有好几个收件密钥，不知道该用哪一个
    .hint = 请只粘贴其中一个
keys-qr-none = 图片里没有找到能识别的二维码
    .hint = 请把二维码拍正、拍清楚，占满画面大半，不要反光
keys-read-own = 这是本机自己的收件密钥，不用添加
keys-file-unread = 文件打不开（{ $detail }）
    .hint = 请检查 U 盘或存储卡是否插好
keys-file-too-large = 文件太大，不像是密钥文件或二维码照片
keys-file-exists = 已有同名文件，没有覆盖
    .hint = 请换个文件名或文件夹
keys-file-unwritten = 文件没有写成（{ $detail }）
    .hint = 请换个文件夹，或检查 U 盘是否已满、是否写保护
keys-no-dialog = 本机没有文件选择窗口
    .hint = 请粘贴密钥文字，或把文件拖进窗口
keys-busy = 还有工作正在进行，请等它做完再试
keys-work-died = 这一步意外中断，资料没有丢失
    .hint = 请关闭程序后重新打开
keys-passphrase-changed = 口令已更改，下次解锁请用新口令
keys-recovery-added = 恢复密钥已增加
keys-browse = 选密钥文件或二维码照片
keys-browse-place = 恢复密钥存到哪个文件夹
keys-dialog-filter = 密钥文件和照片

# 锁屏
lock-now = 锁定
lock-passphrase = 口令
lock-unlock = 解锁
lock-wait = 请等 { $seconds } 秒再试
lock-forgotten = 忘了口令？用恢复密钥
lock-working-unlock = 正在解锁，请稍候
lock-working-recover = 正在用恢复密钥打开，请稍候
lock-working-seal = 正在加密本机资料，请不要关机
lock-working-unseal = 正在取消加密，请不要关机
lock-working-passphrase = 正在更改口令，请稍候
lock-working-recovery = 正在增加恢复密钥，请稍候
lock-working-files = 第 { $done } 个文件，共 { $total } 个
lock-finishing = 已锁定。手头的工作做完后，资料会从内存中清除
lock-unsaved = 有 { $count } 条修改还没存上。请解锁后腾出存储空间再存
lock-recovery-title = 用恢复密钥打开
lock-recovery-text = 恢复密钥由办公室保管。请打开那份密钥文件，或把里面 AGE-SECRET-KEY-1 开头的一行粘贴进来，再设一个新口令。资料不会丢失。
lock-recovery-key = 恢复密钥
lock-recovery-file = 从文件或二维码照片读入
lock-recovery-open = 打开并启用新口令
lock-recovery-back = 返回输入口令

# 密钥与加密
keys-title = 密钥与加密
keys-open = 打开密钥与加密
keys-secret-show = 显示：{ $name }
keys-secret-hide = 隐藏：{ $name }
keys-seal-title = 本机资料
keys-plain = 本机资料未加密
keys-plain-text = 平板丢失或被盗时，任何人都能读到里面的姓名、住址、证件号和照片。
keys-sealed = 本机资料已加密
keys-sealed-text = 没有口令或恢复密钥，谁也打不开。
keys-seal = 加密本机资料
keys-seal-text = 加密后，每次打开程序都要输入口令。加密时请接上电源；中途断电也不会丢资料，下次打开接着做。
keys-seal-go = 开始加密
keys-change = 更改口令
keys-change-text = 资料本身不变，只换打开它的口令。
keys-change-go = 换成新口令
keys-recovery-add = 增加恢复密钥
keys-recovery-add-text = 持有这把恢复密钥的人，以后可以在忘记口令时打开本机资料。
keys-recovery-add-go = 增加
keys-unseal = 取消加密
keys-unseal-text = 取消后，拿到平板的人都能读到里面的资料。只在平板不再带出门时这样做。
keys-unseal-go = 取消加密，恢复为未加密
keys-lock = 立即锁定
keys-lock-after = 多久不用就自动锁定
keys-lock-minutes = { $minutes } 分钟
keys-lock-never = 不自动锁定
keys-old-passphrase = 现在的口令
keys-new-passphrase = 新口令
keys-new-passphrase-again = 再输一次新口令
keys-new-passphrase-hint = 新口令至少 { $count } 个字符。用一句自己记得住、别人猜不到的话最好，不要用生日和电话。
keys-passphrases-differ = 两次输入的口令不一样
keys-strength-short = 太短，至少 { $count } 个字符
keys-strength-weak = 容易被猜出，建议再长一些
keys-strength-fair = 可以用，再长一些更稳妥
keys-strength-good = 这个口令很难猜
keys-called = { $name }（{ $words }）
keys-recovery-missing = 没有恢复密钥
keys-recovery-missing-text = 口令一旦忘记，资料就再也打不开了。请向旗县残联要一把恢复密钥（age1 开头），在下面读入。
keys-recovery-who = 忘记口令时，持有以下恢复密钥的人能打开：
keys-recovery-drop = 不用这一把
keys-no-recovery-title = 不要恢复密钥就加密？
keys-no-recovery-text = 口令一旦忘记，本机上没有交出去的资料全都打不开，谁也帮不了您。
keys-no-recovery-yes = 我记得住口令，照样加密
keys-no-recovery-no = 先读入恢复密钥

keys-own-title = 本机的收件密钥
keys-own-text = 别人用它加密的数据包，只有本机打得开。可以放心给人看：它只能上锁，不能开锁。
keys-own-none = 本机资料未加密，所以没有收件密钥：它会明着存在平板里，谁拿到都能用。先加密本机资料，这里就会出现。
keys-own-code = 本机收件密钥的二维码
keys-own-copy = 复制密钥文字
keys-words = 核对词（打电话时念给对方听）
keys-word = { $number } { $word }

keys-known-title = 已知收件方
keys-known-text = 交数据包时，可以加密给这里的单位和人，别人截到也打不开。
keys-known-confirmed = { $date } 已核对
keys-known-unconfirmed = 还没核对
keys-known-compare = 核对
keys-known-compare-of = 核对：{ $name }
keys-known-remove = 删除
keys-known-remove-of = 删除：{ $name }
keys-known-add = 添加收件方
keys-read-receiver = 对方的收件密钥
keys-read-recovery = 办公室的恢复密钥（age1 开头）
keys-read-paste = 粘贴
keys-read-take = 读入
keys-read-file = 从文件或二维码照片读入
keys-read-hint = 密钥以 age1 开头。对方给您看的是二维码时，先拍下来，再选那张照片。

keys-compare-title = 核对密钥
keys-compare-text = 请给对方打电话，请对方打开“密钥与加密”，念出自己的 8 个核对词。8 个词和顺序都一样，这把密钥才是对方的。
keys-compare-name = 收件方名称
keys-compare-name-hint = 例如：科右前旗残联
keys-compare-same = 8 个词都一样，保存
keys-compare-later = 还没核对，先保存
keys-compare-differ = 不一样，不要这把密钥
keys-compare-confirm = 8 个词都一样
keys-compare-forget = 不一样，删除这把密钥
keys-remove-title = 删除“{ $name }”？
keys-remove-text = 以后不能再加密给它，需要时可以重新添加。已经交出去的数据包不受影响。

keys-recovery-title = 给办公室做一把恢复密钥
keys-recovery-about = 由办公室做一把、锁进保险柜，各平板加密时读入它的 age1 部分。有人忘了口令，就用它打开那台平板。
keys-recovery-make = 做一把恢复密钥
keys-recovery-unsaved = 密钥已做好，还没有保存。离开这一页它就没有了。请存到 U 盘，不要存在平板里
keys-recovery-to = 存到：{ $place }
keys-recovery-elsewhere = 选别的文件夹
keys-recovery-saved = 已存到 { $folder }：{ $text } 和二维码 { $picture }
keys-recovery-next = 请把二维码打印出来，和 U 盘一起锁进保险柜，再从这台设备上删掉这两个文件。谁拿到它，谁就能打开用它加密的平板。
keys-recovery-done = 收好了
keys-recovery-file = 坦途恢复密钥-{ $date }
keys-recovery-text =
    坦途恢复密钥：能打开加密时读入了它的每一台平板。
    请打印或存在 U 盘里，锁进保险柜，不要用微信或邮件发送，不要留在电脑上。
    发给别人的只能是上面 public key 后面 age1 开头的那一串。
    核对词：{ $words }

# tantu key
key-cli-about = 工作区的密钥、恢复密钥和核对词
key-cli-show = 显示工作区的收件密钥、恢复密钥和已知收件方
key-cli-new = 做一把恢复密钥，私钥写入文件（只有本人可读），显示 age1 部分和核对词
key-cli-words = 显示收件密钥的核对词
key-cli-add = 添加已知收件方
key-cli-workspace = 工作区文件夹
key-cli-file = 要写的新文件，不会覆盖已有文件
key-cli-key = age1 开头的收件密钥
key-cli-name = 收件方名称
key-cli-checked = 核对词已与对方核对过
key-cli-spoken = 核对词：{ $words }
key-cli-own = 本工作区的收件密钥：
key-cli-recovery = 恢复密钥：
key-cli-receiver = 收件方：{ $name }（{ $state }）
