# Sealing 加密: keys, passphrases, what cannot be opened.
seal-for-others = 这份内容是加密给别人的，本机打不开
    .hint = 请对方用本机的密钥重新加密，或请持有恢复密钥的人打开
seal-damaged = 加密内容已损坏或被改动（{ $detail }）
    .hint = 请重新拷贝或重新下载
seal-too-slow = 这份文件要求的解密运算量过大，不予打开
seal-failed = 加密没有成功（{ $detail }）
seal-wrong-passphrase = 口令不对
seal-no-identity = 这不是密钥文件
    .hint = 密钥以 AGE-SECRET-KEY-1 开头
seal-no-recipient = 这不是收件密钥
    .hint = 收件密钥以 age1 开头，共 62 个字符
seal-locked = 这个工作区已加密
    .hint = 请用口令或恢复密钥打开
seal-not-sealed = 这个工作区没有加密
seal-already-sealed = 这个工作区已经加密
seal-key-missing = 工作区的密钥文件不见了
    .hint = 请用恢复密钥打开，再设新口令
seal-no-recovery = 没有设恢复密钥，只有口令能打开这个工作区
seal-short-passphrase = 口令太短，至少 { $limit } 个字符
    .hint = 用几个词连起来，好记又难猜
seal-too-many-recipients = 恢复密钥最多 { $limit } 个
seal-too-large = 这个文件超过 { $limit } MB，保持原样
    .hint = 请把它移出工作区
seal-no-passphrase = 没有办法询问口令（{ $detail }）
    .hint = 请用 --passphrase-file 或 TANTU_PASSPHRASE_FILE 指定存放口令的文件
seal-passphrase-differs = 两次输入的口令不一样
seal-passphrase-ask = 口令：
seal-passphrase-again = 再输一次口令：
seal-cli-about = 加密工作区：没有口令谁也看不了
seal-cli-unseal-about = 把已加密的工作区还原为不加密
seal-cli-verify-about = 检查工作区：每一户、每张照片、每份表单
seal-cli-folder = 工作区文件夹
seal-cli-passphrase-file = 存放口令的文件（取第一行）；不写则看 TANTU_PASSPHRASE_FILE，再没有就当场询问
seal-cli-recovery = 还有谁能恢复：收件密钥（age1…），或存放密钥的文件
seal-cli-recovery-key = 恢复密钥文件，代替口令
seal-cli-codes =
    退出码：
      0  完成
      1  个别文件有问题，其余已完成
      2  命令行看不懂
      3  没有做完（磁盘出错）；再运行一次接着做
      4  什么也没做：口令不对、已经加密（或没有加密）、别处正打开着、不是工作区
seal-cli-sealed = 已加密，重写了 { $files } 个文件
seal-cli-unsealed = 已还原为不加密，重写了 { $files } 个文件
seal-cli-no-recovery = 没有设恢复密钥：忘了口令，数据就再也打不开
    .hint = 请用 --recovery 加上单位的密钥
seal-cli-complete = 所有文件都已加密
seal-unfinished = 加密或还原中途断了，文件还没有全部换完
    .hint = 用口令打开一次工作区，或再运行一次 tantu seal
seal-left-plain = 已加密的工作区里有未加密的文件
    .hint = 请再运行一次 tantu seal
verify-sums = 检查了 { $households } 户、{ $photos } 张照片、{ $forms } 份表单
verify-sound = 一样不缺
verify-wrong = 有 { $count } 处不对
verify-photo-missing = 缺照片 { $photo }
verify-photo-damaged = 照片 { $photo } 已损坏
verify-form-missing = 缺表单文本 { $form }
verify-set-aside = broken 文件夹里有 { $count } 个文件
