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
transfer-left = { $count } incomplete sendings are left for the next time
