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
