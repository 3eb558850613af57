# Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.

# Known receivers, and reading keys
keys-receiver-broken = The key of the receiver “{ $name }” cannot be read and is not listed
    .hint = Ask them for their receiving key again
keys-receiver-nameless = Please give the receiver a name
keys-receivers-full = { $count } receivers are known already; remove some first
keys-read-secret = This is a secret key, not a receiving key; it was not taken
    .hint = Whoever has a secret key can open everything. Tell the sender: never pass it on; send the receiving key, which begins with age1
keys-read-several = There are several receiving keys in it
    .hint = Paste just one of them
keys-qr-none = No readable QR code was found in the picture
    .hint = Take it straight and sharp, filling most of the picture, without glare
