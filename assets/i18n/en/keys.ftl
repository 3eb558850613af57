# Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.

# Known receivers, and reading keys
keys-receiver-broken = The key of the receiver "{ $name }" cannot be read and is not listed
    .hint = Ask them for their receiving key again
keys-receiver-nameless = Please give the receiver a name
keys-receivers-full = { $count } receivers are known already; remove some first
keys-read-secret = This is a secret key, not a receiving key; it was not taken
    .hint = Whoever has a secret key can open everything. Tell the sender: never pass it on; send the receiving key, which begins with age1
keys-read-several = There are several receiving keys in it
    .hint = Paste just one of them
keys-qr-none = No readable QR code was found in the picture
    .hint = Take it straight and sharp, filling most of the picture, without glare
keys-read-own = This is the receiving key of this tablet itself; there is no need to add it
keys-file-unread = The file cannot be opened ({ $detail })
    .hint = Check that the stick or card is in properly
keys-file-too-large = The file is too large to be a key or a photo of a QR code
keys-file-exists = There is a file of that name already; it was not overwritten
    .hint = Use another file name or folder
keys-file-unwritten = The file could not be written ({ $detail })
    .hint = Choose another folder, or check whether the stick is full or write-protected
keys-no-dialog = There is no file dialog on this machine
    .hint = Paste the text of the key, or drop the file on the window
keys-busy = Something is still under way; please try again when it has finished
keys-work-died = This step broke off; nothing is lost
    .hint = Close the program and open it again
keys-passphrase-changed = The passphrase is changed; use the new one from now on
keys-recovery-added = The recovery key was added
keys-browse = Choose a key file or a photo of a QR code
keys-browse-place = Where to put the recovery key
keys-dialog-filter = Key files and photos

# The lock
lock-now = Lock
lock-passphrase = Passphrase
lock-unlock = Unlock
lock-wait = Please wait { $seconds } s
lock-forgotten = Forgotten? Use a recovery key
lock-working-unlock = Unlocking, one moment
lock-working-recover = Opening with the recovery key, one moment
lock-working-seal = Encrypting this tablet's data; please do not switch off
lock-working-unseal = Removing the encryption; please do not switch off
lock-working-passphrase = Changing the passphrase, one moment
lock-working-recovery = Adding the recovery key, one moment
lock-working-files = File { $done } of { $total }
lock-finishing = Locked. What was under way is being finished; then the data leaves the memory
lock-unsaved = { $count } changes are not saved yet. Unlock, free some storage and save them
lock-recovery-title = Open with a recovery key
lock-recovery-text = Your office keeps the recovery key. Open its file, or paste the line that begins with AGE-SECRET-KEY-1, and choose a new passphrase. No data is lost.
lock-recovery-key = Recovery key
lock-recovery-file = Read from a file or photo of the QR code
lock-recovery-open = Open and use the new passphrase
lock-recovery-back = Back to the passphrase

# Keys and encryption
keys-title = Keys and encryption
keys-open = Open keys and encryption
keys-secret-show = Show: { $name }
keys-secret-hide = Hide: { $name }
keys-seal-title = This tablet's data
keys-plain = This tablet's data is not encrypted
keys-plain-text = If the tablet is lost or stolen, anybody can read the names, addresses, certificate numbers and photos on it.
keys-sealed = This tablet's data is encrypted
keys-sealed-text = Nobody can open it without the passphrase or a recovery key.
keys-seal = Encrypt this tablet's data
keys-seal-text = From then on the program asks for the passphrase each time it is opened. Plug the tablet in while it encrypts; if the power fails nothing is lost, and it goes on the next time.
keys-seal-go = Start encrypting
keys-change = Change the passphrase
keys-change-text = The data stays as it is; only the passphrase that opens it changes.
keys-change-go = Use the new passphrase
keys-recovery-add = Add a recovery key
keys-recovery-add-text = Whoever holds this recovery key can open this tablet's data when the passphrase is forgotten.
keys-recovery-add-go = Add
keys-unseal = Remove the encryption
keys-unseal-text = Afterwards anybody who gets the tablet can read its data. Do this only when it no longer leaves the office.
keys-unseal-go = Remove the encryption now
keys-lock = Lock now
keys-lock-after = Lock by itself when not used for
keys-lock-minutes = { $minutes } minutes
keys-lock-never = Never
keys-old-passphrase = Present passphrase
keys-new-passphrase = New passphrase
keys-new-passphrase-again = New passphrase again
keys-new-passphrase-hint = At least { $count } characters. Best is a sentence that you remember and nobody guesses; no birthdays, no telephone numbers.
keys-passphrases-differ = The two passphrases differ
keys-strength-short = Too short: at least { $count } characters
keys-strength-weak = Easy to guess; better make it longer
keys-strength-fair = Good enough; longer is safer
keys-strength-good = Hard to guess
keys-called = { $name } ({ $words })
keys-recovery-missing = There is no recovery key
keys-recovery-missing-text = If the passphrase is forgotten, the data can never be opened again. Ask your office for its recovery key (it begins with age1) and read it in below.
keys-recovery-who = If the passphrase is forgotten, the holders of these recovery keys can open it:
keys-recovery-drop = Do not use this one
keys-no-recovery-title = Encrypt without a recovery key?
keys-no-recovery-text = If you forget the passphrase, everything on this tablet that was not handed over is gone for good. Nobody can help you.
keys-no-recovery-yes = I will remember it; encrypt anyway
keys-no-recovery-no = Read in a recovery key first

keys-own-title = This tablet's receiving key
keys-own-text = Packages that others encrypt with it can be opened by this tablet only. You may show it to anybody: it locks, it does not open.
keys-own-none = This tablet's data is not encrypted, so there is no receiving key: it would lie in the open for whoever finds the tablet. Encrypt the data first and it appears here.
keys-own-code = QR code of this tablet's receiving key
keys-own-copy = Copy the key as text
keys-words = Check words (read them out on the telephone)
keys-word = { $number } { $word }

keys-known-title = Known receivers
keys-known-text = Packages can be encrypted for these offices and people, so that nobody else can open them on the way.
keys-known-confirmed = Checked on { $date }
keys-known-unconfirmed = Not checked yet
keys-known-compare = Check
keys-known-compare-of = Check: { $name }
keys-known-remove = Remove
keys-known-remove-of = Remove: { $name }
keys-known-add = Add a receiver
keys-read-receiver = Receiving key of the other side
keys-read-recovery = Recovery key of the office (begins with age1)
keys-read-paste = Paste
keys-read-take = Read in
keys-read-file = From a file or photo of the QR code
keys-read-hint = A key begins with age1. If somebody shows you a QR code, take a photo of it first and choose that photo here.

keys-compare-title = Check the key
keys-compare-text = Telephone the other side and have them open "Keys and encryption" and read out their 8 check words. Only if all 8 words and their order agree is this key theirs.
keys-compare-name = Name of the receiver
keys-compare-name-hint = Example: Horqin Right Front Banner office
keys-compare-same = All 8 words agree: save
keys-compare-later = Not checked yet: save for now
keys-compare-differ = They differ: do not take this key
keys-compare-confirm = All 8 words agree
keys-compare-forget = They differ: remove this key
keys-remove-title = Remove "{ $name }"?
keys-remove-text = Nothing can be encrypted for it from now on; you can add it again. Packages that were handed over are not affected.

keys-recovery-title = Make a recovery key for an office
keys-recovery-about = An office makes one and locks it in a safe; every tablet reads in its age1 part when it is encrypted. When somebody forgets the passphrase, it opens that tablet.
keys-recovery-make = Make a recovery key
keys-recovery-unsaved = The key is made but not saved. It is gone when you leave this page. Save it to a stick, not on the tablet
keys-recovery-to = Save to: { $place }
keys-recovery-elsewhere = Choose another folder
keys-recovery-saved = Saved in { $folder }: { $text } and the QR code { $picture }
keys-recovery-next = Print the QR code, lock it in a safe together with the stick, and delete both files from this device. Whoever has it can open every tablet that was encrypted with it.
keys-recovery-done = Done
keys-recovery-file = tantu-recovery-key-{ $date }
keys-recovery-text =
    Tantu recovery key: it opens every tablet that read it in when it was encrypted.
    Print it or keep it on a stick in a safe. Never send it by chat or e-mail, and do not leave it on a computer.
    Give others only what begins with age1 behind "public key" above.
    Check words: { $words }

# tantu key
key-cli-about = The keys of a workspace, recovery keys, and check words
key-cli-show = Shows the receiving key, recovery keys and known receivers of a workspace
key-cli-new = Makes a recovery key: writes the secret to a file only you can read, prints the age1 part and the check words
key-cli-words = Shows the check words of receiving keys
key-cli-add = Adds a known receiver
key-cli-workspace = Folder of the workspace
key-cli-file = New file to write; an existing one is never written over
key-cli-key = Receiving key, begins with age1
key-cli-name = Name of the receiver
key-cli-checked = The check words were compared with the other side
key-cli-spoken = Check words: { $words }
key-cli-own = Receiving key of this workspace:
key-cli-recovery = Recovery key:
key-cli-receiver = Receiver: { $name } ({ $state })
