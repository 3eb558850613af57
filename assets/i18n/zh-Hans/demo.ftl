# The workspace to try everything.
demo-folder-not-empty = 文件夹里已经有东西，不能在这里建演示工作区
    .hint = 请换一个空文件夹
demo-folder-unreadable = 打不开这个文件夹（{ $reason }）
    .hint = 请检查权限，或换一个文件夹
