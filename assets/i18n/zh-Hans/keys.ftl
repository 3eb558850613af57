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
