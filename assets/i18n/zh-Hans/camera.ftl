# Cameras. What failed, and in the hint what to do next; the survey always goes on.
camera-none = 没有找到摄像头
    .hint = 请插上摄像头，或用系统相机、文件列表添加照片
camera-busy = 摄像头正被其他程序使用
    .hint = 请关闭视频会议等正在使用摄像头的程序，画面会自动恢复
camera-denied = 系统不允许使用摄像头
    .hint = Windows 请在“设置 > 隐私 > 相机”中允许桌面应用；Linux 请让管理员把当前用户加入 video 组
camera-gone = 摄像头已断开
    .hint = 请重新插好，画面会自动恢复；已拍的照片都在
camera-slow = 摄像头迟迟打不开
    .hint = 请拔下重插，或换一种方式添加照片
camera-silent = 摄像头没有画面传来
    .hint = 请检查连接；仍没有画面就换一种方式添加照片
camera-damaged = 摄像头传来的画面都是坏的
    .hint = 请换一个 USB 接口或数据线
camera-no-format = 不支持这个摄像头的画面格式
    .hint = 请换一个摄像头，或改用系统相机
camera-crashed = 摄像头驱动出错，已停止使用
    .hint = 请拔下重插，或换一种方式添加照片
camera-failed = 摄像头打不开：{ $why }
    .hint = 请拔下重插，或换一种方式添加照片

camera-app-none = 这台设备上没有找到系统相机
    .hint = 请用手机或相机拍好后，从文件列表添加
camera-app-failed = 系统相机打不开：{ $why }
    .hint = 请手动打开相机应用，拍好的照片会自动收进来
camera-roll-none = 找不到相机的照片文件夹：{ $folder }
    .hint = 请在设置里重新填写，或从文件列表添加照片

camera-network-address = 网络摄像头的地址不对：{ $address }
    .hint = 请在设置里照着手机上显示的地址填写，例如 192.168.1.5:8080/video
camera-network-scheme = 不支持 { $scheme } 地址的网络摄像头
    .hint = 请改用 http 的 MJPEG 地址
camera-network-unreachable = 连不上网络摄像头 { $host }
    .hint = 请确认手机和平板在同一个无线网，手机上的相机应用已打开
camera-network-silent = 网络摄像头 { $host } 没有应答
    .hint = 请重启手机上的相机应用后再试
camera-network-password = 网络摄像头要用户名和密码，或密码不对
    .hint = 请把地址写成 用户名:密码@地址
camera-network-path = 网络摄像头上没有这个地址：{ $path }
    .hint = 请核对地址最后一段，常见的是 /video
camera-network-status = 网络摄像头拒绝了请求（HTTP { $status }）
    .hint = 请重启网络摄像头后再试
camera-network-circle = 网络摄像头的地址来回跳转
    .hint = 请核对地址
camera-network-no-stream = 这个地址传来的是 { $kind }，不是摄像头画面
    .hint = 请填写 MJPEG 画面的地址，不是网页的地址，常见的是 /video
camera-network-garbled = 这个地址的应答看不懂，不是摄像头
    .hint = 请核对地址和端口
camera-network-ended = 网络摄像头断开了
    .hint = 请看手机是否锁屏或离开了无线网，恢复后画面会自动回来
camera-network-too-large = 网络摄像头传来的一张画面太大
    .hint = 请在手机的相机应用里调低分辨率

# Settings.
camera-settings-title = 摄像头
camera-settings-hint = 拍照时先打开哪一个
camera-settings-first = 自动
camera-settings-network = 网络摄像头或手机
camera-settings-network-hint = 同一无线网里的 MJPEG 地址，例如 192.168.1.5:8080/video
camera-settings-network-name = 网络摄像头地址
camera-settings-roll = 系统相机的照片文件夹
camera-settings-roll-hint = 留空就用系统的“图片”文件夹
camera-settings-roll-name = 照片文件夹
camera-settings-look = 重新查找摄像头

# The command line.
camera-cli-help = 查看摄像头，试拍一张
camera-cli-help-list = 列出摄像头
camera-cli-help-shot = 试拍一张，存成 JPEG
camera-cli-help-shot-out = 存到哪里
camera-cli-help-camera = 用哪个：列表里的序号，或网络摄像头地址
camera-cli-help-skip = 先丢掉几帧，等曝光稳定
camera-cli-none = 没有找到摄像头
camera-cli-shot = { $camera }：{ $width } × { $height } { $coding }，每秒 { $rate } 帧，已存到 { $file }
camera-cli-unwritable = 写不了这个文件：{ $why }
