# Upload and download 上传与下载: which servers, what waits, how far it is.

# What a server is
transfer-kind-folder = Folder, stick or shared disk
transfer-kind-webdav = WebDAV
transfer-kind-s3 = S3-compatible storage
transfer-kind-oss = Alibaba Cloud OSS
transfer-kind-obs = Huawei Cloud OBS
transfer-kind-cos = Tencent Cloud COS
transfer-kind-unknown = The kind of the server “{ $name }” is not known here; it is not listed
    .hint = Update this program
transfer-strange-address = The address of the server cannot be understood
    .hint = For example https://user@server/folder, or s3://bucket/prefix?endpoint=https://server
transfer-secret-in-address = A password must not stand in the address; others can see it
    .hint = Name a file with --secret-file, or set the environment variable TANTU_SECRET
transfer-target-incomplete = The server is not described completely: { $detail }
transfer-name-twice = There is already a server called “{ $detail }”; choose another name
transfer-authority = The file of certificates cannot be read: { $detail }
transfer-no-client = No connection can be made: { $detail }
transfer-in-clear = This server does not encrypt (http); others on the way can read what is sent
    .hint = Use an https address, or seal what is sent

# What can happen on the way
transfer-offline = The server cannot be reached now; it goes on by itself when there is a network ({ $detail })
transfer-cut = The connection broke; it goes on later ({ $detail })
transfer-busy = The server is busy ({ $status }); it goes on later
transfer-secret-wrong = The server does not accept this user or password ({ $status })
    .hint = Enter the password again, or ask the server's administrator for the right to write
transfer-secret-missing = The password of this server is not known
    .hint = Name a file with --secret-file, or set the environment variable TANTU_SECRET
transfer-secret-file = The file with the password or key cannot be read: { $detail }
transfer-secret-inside = The password's file must not lie in the workspace; it would be copied along
    .hint = Move it elsewhere
transfer-clock-off = The clock of this device is { $minutes } minutes off the server's, which refuses that
    .hint = Set date and time of this device, and send again
transfer-clock-wrong = The clock of this device is too far off the server's, which refuses that
    .hint = Set date and time of this device, and send again
transfer-too-large = The server takes no file that large; this household was not sent
    .hint = Ask the server's administrator for a higher limit
transfer-server-full = The server is full; not everything was sent
    .hint = Ask the server's administrator for room; sending again goes on
transfer-certificate = The server's certificate is not trusted; no connection was made: { $detail }
    .hint = This may be a false server. For a certificate of your own organisation, name its CA file
transfer-missing = This file is not on the server yet
    .hint = The other side may not be finished; fetch again later
transfer-name-taken = Something else lies on the server under this name; it was not replaced
transfer-damaged = The file on the server is not what was sent
    .hint = Try again; if it stays so, ask the server's administrator
transfer-endless = The server sends far more than there can be; nothing was taken
    .hint = Check the server's address
transfer-refused = The server refused: { $detail }
transfer-stopped = Stopped; the next time goes on
transfer-unsaved = Changes are not on the disk yet; nothing was sent
    .hint = Solve the problem with saving first, then try again
transfer-running = A transfer is under way; wait for it or stop it first
transfer-network-unknown = Only the network “{ $allowed }” may be used; this device cannot tell which one it is in
transfer-network-other = Only the network “{ $allowed }” may be used; this is “{ $current }”
transfer-not-allowed = The role of this workspace does not allow that
    .hint = Surveyors and coordinators send, coordinators fetch; contractors hand back by package
transfer-list-broken = The list of this sending cannot be understood; it was not taken: { $detail }
    .hint = Ask the other side to send again
transfer-list-newer = This sending was made by a newer version (format { $format })
    .hint = Update this program
transfer-sealed-no-key = It is sealed, and this device has no key
    .hint = Name a key file with --identity, or open the sealed workspace first

transfer-no-receiver = This workspace is sealed, so what is sent must be: nobody is named to seal for
    .hint = Name the other side's public key with --for, or add a receiver under “Keys”

# The terminal
transfer-cli-send = Send what is new in a workspace to a server, without a window
transfer-cli-fetch = Fetch what the tablets have sent to a server and merge it, without a window
transfer-cli-workspace = The workspace
transfer-cli-server = Name of the server, or its address: a folder, https://user@server/folder, s3://bucket/prefix?endpoint=https://server&user=…
transfer-cli-secret-file = File with the password or secret key (its first line), outside the workspace; else the environment variable TANTU_SECRET
transfer-cli-authority = File with the certificates of your own authority (PEM)
transfer-cli-limit = Send at most so many KB in a second
transfer-cli-network = Only in this wireless network or on this interface
transfer-cli-for = Seal for this public key; may be given several times; without it nothing is sealed
transfer-cli-identity = Key file that opens what was sealed; may be given several times
transfer-cli-division = Only divisions that begin with these digits, such as 152221 or 1522; without it all
transfer-cli-codes =
    Exit codes:
      0  everything is on the server and verified (fetch: fetched and merged)
      1  something failed; the rest is done
      2  the command line cannot be understood
      3  a disk is full or fails, here or there; the same command goes on
      4  nothing to do, or not allowed: no household, open elsewhere, wrong password or certificate
      5  no network, or the server is busy; the same command later goes on
transfer-verified = { $verified } of { $households } households verified
transfer-sent = Sent now: { $households } households, { $photos } photos and forms, { $kilobytes } KB
transfer-photos-missing = { $count } photos are not on this device and were not sent
transfer-fetched = { $lists } new sendings; fetched and merged: { $merged } with { $households } households, { $kilobytes } KB
transfer-confirmed = An office has confirmed { $count } households by receipt; these may be cleared away
transfer-receipts = Receipts left for { $count } tablets
transfer-left = { $count } incomplete sendings are left for the next time

# The screen
transfer-title = Upload and download
transfer-servers = Servers
transfer-open = Send to a server
transfer-open-desk = Fetch from a server
transfer-none = There is no server yet
transfer-none-hint = Add your organisation's server, cloud disk or shared folder; it sends when there is a network and waits when there is none
transfer-add = Add a server
transfer-add-title = Add a server
transfer-change-title = Change the server
transfer-keep = Save
transfer-change = Change
transfer-remove = Remove
transfer-remove-ask = Remove “{ $name }”?
transfer-remove-words = Only this device forgets the server and its password; what lies on the server stays
transfer-remove-yes = Remove
transfer-probe = Check the connection
transfer-answers = The server answers
transfer-send = Send
transfer-fetch = Fetch and merge
transfer-contractor = Contractors do not send to servers
transfer-contractor-hint = Make a package under “Handing over” instead
transfer-division = Fetch from: { $name }
transfer-all-divisions = everywhere
transfer-whole-league = the whole league

# What waits, what came of it
transfer-counting = Counting…
transfer-nothing-waits = Nothing waits; everything is on the server
transfer-waits = { $households } households and { $photos } photos wait
transfer-all-verified = All { $households } households verified, { $time }
transfer-some-verified = { $verified } of { $households } households verified, { $time }
transfer-no-households = There is nothing to send
transfer-household-why = { $name }: { $why }
transfer-more = { $count } more households
transfer-rest = { $count } households were not sent
transfer-nothing-new = Nothing new was sent, { $time }
transfer-brought = { $lists } new sendings; fetched and merged: { $merged } with { $households } households, { $time }

# A run that is under way
transfer-sending = Sending to “{ $name }”
transfer-fetching = Fetching from “{ $name }”
transfer-reached = { $done } of { $of } households verified
transfer-amount = { $count } files, { $size }
transfer-amount-rate = { $count } files, { $size }, { $rate } a second
transfer-piece = { $name }: photos and files { $done } of { $of }
transfer-failed = { $count } households failed; the reasons are listed at the end
transfer-pause = Pause
transfer-resume = Go on
transfer-paused = Paused; nothing is sent
transfer-stop = Stop
transfer-stopping = Stopping…
transfer-next = { $what }; next try in { $minutes } min
transfer-next-time = It tries again at { $time } by itself; go on with other work
transfer-waits-nowhere = No network
transfer-waits-server = The server cannot be reached
transfer-waits-busy = The server is busy
transfer-waits-folder = The folder is not there
transfer-waits-network = Not in the chosen network
transfer-hurry = Try now

# Passwords
transfer-asks-secret = Enter the password of this server
transfer-secret-of = { $name } ({ $user })
transfer-secret-session = The workspace is not sealed: the password is known until the program ends and never written down
transfer-secret-sealed = The password is kept sealed in the workspace and not asked for again
transfer-go-on = Continue

# The fields of a server
transfer-field-name = Name
transfer-field-folder = Folder
transfer-field-address = Address of the server
transfer-field-bucket = Bucket
transfer-field-root = Prefix (optional)
transfer-field-region = Region (optional)
transfer-field-user = User (optional)
transfer-field-key = Access key ID
transfer-field-secret = Password
transfer-field-secret-key = Secret access key
transfer-field-authority = CA file of your organisation (optional)
transfer-example-name = such as City office
transfer-example-folder = such as /media/usb/tantu
transfer-example-webdav = such as https://dav.example.cn/tantu/
transfer-example-s3 = such as https://minio.example.cn:9000
transfer-example-oss = such as https://oss-cn-huhehaote.aliyuncs.com
transfer-example-obs = such as https://obs.cn-north-4.myhuaweicloud.com
transfer-example-cos = such as https://cos.ap-beijing.myqcloud.com
transfer-example-bucket = such as tantu-2026
transfer-example-root = such as 2026/hinggan
transfer-example-region = such as cn-north-1
transfer-example-user = such as wang
transfer-example-key = such as LTAI5t…
transfer-example-authority = such as /media/usb/ca.pem
transfer-fault-name = There is a server of this name; choose another
transfer-fault-folder = Write the whole path, beginning with /, or tap “Choose”
transfer-fault-address = An address looks like https://server/folder, without spaces
transfer-fault-secret = No user or password in the address; enter them below
transfer-fault-bucket = A bucket's name has 3 to 63 small letters, digits or hyphens
transfer-style = Where the bucket stands
transfer-style-path = After the address
transfer-style-host = Before the host
transfer-browse = Choose
transfer-browse-folder = Choose a folder
transfer-browse-here = Use this folder
transfer-browse-authority = Choose the certificate file
transfer-browse-none = No certificate file (pem, crt, cer) in this folder

# How the line is used
transfer-seal-title = Seal what is sent for
transfer-seal-nobody = Not sealed: the server's administrator can read it
transfer-seal-choose = Choose the receivers above
transfer-seal-none-known = No receiver is known; add the other side's key under Settings, keys
transfer-seal-for = Sealed; only { $names } can open it
transfer-and = {", "}
transfer-rate = How fast at most
transfer-rate-any = No limit
transfer-rate-some = { $rate } a second
transfer-network = In which network
transfer-network-any = Any network
transfer-network-only = Only in “{ $name }”
transfer-network-never-known = This device cannot tell its network
