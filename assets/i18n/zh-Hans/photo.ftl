# Pictures that could not be taken in. The hint says what to do next.
photo-empty = 照片文件是空的
    .hint = 多半是没有复制完，请重新复制，或重拍一张
photo-file-too-large = 照片文件有 { $size } MB，超过上限 { $limit } MB
    .hint = 请在手机或相机里调低照片尺寸后重拍
photo-too-many-pixels = 照片太大（{ $width } × { $height } 像素），无法打开
    .hint = 请关闭高像素或全景模式后重拍
photo-too-much-memory = 打开这张照片需要的内存太多
    .hint = 请调低照片尺寸后重拍
photo-heic = 这是 HEIC 格式的照片，暂不支持
    .hint = 苹果手机请在“设置 > 相机 > 格式”中选“兼容性最佳”后重拍；其他手机请在相机设置里关闭“高效格式”
photo-format = 不支持 { $format } 文件
    .hint = 请选用 JPEG 或 PNG 格式的照片
photo-not-a-picture = 这不是照片文件
    .hint = 请选用 JPEG 或 PNG 格式的照片
photo-cmyk = 这是印刷用的 CMYK 图片，颜色无法正确显示
    .hint = 请选用相机拍的原片，或另存为 RGB 格式的 JPEG
photo-unusual-jpeg = 这张 JPEG 的编码方式很少见，暂不支持
    .hint = 请用看图软件打开后另存为普通 JPEG
photo-cut-off = 照片不完整，后半部分缺失
    .hint = 请从相机或存储卡重新复制，复制完再拔卡
photo-damaged = 照片已损坏，无法打开
    .hint = 请重新复制；仍打不开就重拍一张
photo-file-unreadable = 打不开照片文件：{ $why }
    .hint = 请确认存储卡还在，再试一次

# Photos on their way.
photo-resumed = 接着处理上次留下的 { $count } 张照片
photo-twice = 这个问题里已有这张照片，没有重复添加
photo-ends-the-program = 打开这张照片两次导致程序退出，不再尝试
    .hint = 请重拍一张；原照片保存在 broken 文件夹里
photo-queue = 照片处理中：已完成 { $done } 张，共 { $all } 张
photo-is-keeping = 还没存好
photo-is-waiting = 已存好，排队中
photo-is-opening = 正在压缩
photo-is-stuck = 存不下，稍后再试
photo-cancel = 不添加
photo-more-pending = 还有 { $count } 张
