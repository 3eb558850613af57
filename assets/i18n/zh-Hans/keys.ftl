# Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.
