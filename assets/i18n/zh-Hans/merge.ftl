# Taking in the files of many tablets.
merge-cli-about = 把多台平板的文件夹、文件和数据包汇总到一个工作文件夹
merge-cli-inputs = 要汇总的文件夹、户档案文件、.tantu 数据包或整个工作文件夹
merge-cli-into = 汇总到这个工作文件夹；不存在时新建
merge-cli-report = 把汇总报告（JSON）写到该文件；“-”表示标准输出
merge-cli-again = 全部重新读取，包括以前汇总过的文件
merge-cli-dry-run = 只看结果，不写入
merge-cli-codes =
    退出码：
      0  全部收入（有冲突也算，报告里有数）
      1  有文件读不了或被拒绝，其余已收入
      2  命令行有误
      3  没有做完（磁盘出错或中途停止），再运行一次即可接着做
      4  工作文件夹不能用：正被其他程序使用、只读，或不是统筹员的
merge-not-a-coordinators = 这个工作文件夹不是统筹员的，不能汇总
    .hint = 请用统筹员的工作文件夹，或新建一个
merge-report-unwritten = 报告没有写成：{ $why }
merge-no-threads = 系统无法启动汇总线程：{ $why }
    .hint = 请关闭其他程序后再试
merge-unreadable = 无法读取：{ $why }
    .hint = 请检查U盘是否插好、是否有读取权限
merge-own-workspace = 这就是本机的工作文件夹，不用汇总
merge-too-deep = 文件夹层数太多，里面的没有读取
merge-too-many = 文件太多，这个文件夹没有读取
    .hint = 请分几次汇总
merge-link = 是快捷方式，没有跟着打开
    .hint = 需要时请直接选择它指向的文件夹
merge-foreign-file = 不是本程序的文件，没有读取
merge-done = 汇总完成，用时 { $seconds } 秒
merge-dry-run = 只看结果，没有写入
merge-stopped = 汇总已停止，再汇总一次即可接着做
merge-sums = 新增 { $new } 户，有变化 { $changed } 户（{ $fields } 项），无变化 { $unchanged } 户
merge-files = 共 { $files } 个文件，其中 { $same } 个以前汇总过、没有变化
merge-conflicts = 新的冲突 { $count } 项，涉及 { $households } 户
merge-missing = 缺照片 { $count } 张，涉及 { $households } 户
merge-photos = 收入照片 { $count } 张
merge-unread = 读不了的文件 { $count } 个，已保留
merge-refused = 没有收入 { $count } 户
merge-skipped = 没有读取的其他文件 { $count } 个
merge-more = 还有 { $count } 条，详见报告
