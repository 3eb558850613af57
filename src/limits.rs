//! Every bound of the program in one place, with its unit and the reason behind it.

/// Longest name of a question, choice or form, in bytes. The longest of ours has 24.
pub const MAX_NAME_BYTES: usize = 64;
/// Repeats inside repeats of a form: XLSForm practice knows at most three.
pub const MAX_FORM_REPEAT_DEPTH: usize = 3;
/// Rows that a field may lie in: those of a form, a photo there, a mark on the photo.
pub const MAX_REPEAT_DEPTH: usize = MAX_FORM_REPEAT_DEPTH + 2;
/// Rows of one repeat in one household: doors and photos of a very large farm stay below a hundred.
pub const MAX_ROWS: usize = 500;
/// Questions, groups and repeats of one form. The largest of ours has about 250; the benchmark form 1,000.
pub const MAX_FORM_ITEMS: usize = 20_000;
/// A form's text. Ours, with two languages and guidance, has about 150 kB.
pub const MAX_FORM_BYTES: usize = 8 << 20;
/// One expression's text; a screenful is already unreadable.
pub const MAX_EXPR_BYTES: usize = 8 << 10;
/// Nesting inside one expression: deep enough for people, far from the end of the stack.
pub const MAX_EXPR_DEPTH: usize = 64;
/// Steps of one evaluation: a condition on every row inside a condition on every row has a million.
pub const MAX_EXPR_STEPS: usize = 2_000_000;
/// A text that an expression builds, in bytes: far more than anybody reads.
pub const MAX_EXPR_TEXT_BYTES: usize = 1 << 20;
/// A household's file. A finished assessment has 60-150 kB; merged from forty devices still below 2 MB.
pub const MAX_DOSSIER_BYTES: usize = 16 << 20;
/// A line of what was decided about conflicts: the registers of one household before or after it.
pub const MAX_DEED_LINE_BYTES: u64 = 16 << 20;
/// A household's journal: 256 changes, each at most a row with its questions; four files' worth is far beyond.
pub const MAX_JOURNAL_BYTES: u64 = 64 << 20;
/// The cached index: 400,000 households with 1 kB each.
pub const MAX_INDEX_BYTES: u64 = 512 << 20;
/// `workspace.ron` and `settings.ron`, which have about 1 kB.
pub const MAX_SETTINGS_BYTES: u64 = 1 << 20;
/// A file that is sealed in memory, in bytes; what lies in a workspace and is larger is none of ours.
pub const MAX_SEALED_WHOLE: u64 = 1 << 30;
/// Lines of the queue of conflicts that are kept at once: 500 bytes each. More than this is settled by rules first.
pub const MAX_CONFLICT_LINES: usize = 50_000;
/// Registers of one household: 250 questions, 40 rows, 200 photos, with room for the later steps.
pub const MAX_FIELDS: usize = 100_000;
/// Live values of one field. More devices than this never write one field unseen by each other.
pub const MAX_SIBLINGS: usize = 256;
/// Largest counter of a device in one dossier: far beyond any history, and adding one never overflows.
pub const MAX_COUNTER: u64 = 1 << 53;
/// A text answer, in bytes of UTF-8; a long remark has 2,000 characters.
pub const MAX_TEXT_BYTES: usize = 16 << 10;
/// Points of one signature. A finger leaves about 60 a second; a minute of writing is plenty.
pub const MAX_SIGNATURE_POINTS: usize = 4_000;
/// Households of one workspace: the region's 40,000, tenfold.
pub const MAX_DOSSIERS: usize = 400_000;
/// Entries after which the journal is folded into the household's file, so that opening stays quick.
pub const JOURNAL_FOLD_ENTRIES: usize = 256;
/// A photo file that is still opened, in bytes. A 50-megapixel JPEG has about 30 MB.
pub const MAX_PHOTO_BYTES: u64 = 64 << 20;
/// Longest edge of a picture that is decoded, in pixels.
pub const MAX_PHOTO_DECODE_PX: u32 = 12_000;
/// Memory one decoder may take, in bytes.
pub const MAX_PHOTO_DECODE_BYTES: u64 = 256 << 20;
/// Longest edge of a stored photo: enough to read a tape measure, and below every GPU's texture limit.
pub const PHOTO_EDGE_PX: u32 = 1_600;
/// Longest edge of a thumbnail.
pub const THUMBNAIL_EDGE_PX: u32 = 320;
/// Longest edge asked of a camera: a stored photo has 1,600 px, and larger pictures are slow to aim with.
pub const MAX_CAMERA_EDGE_PX: u32 = 2_592;
/// Longest edge of the pictures in the viewfinder: a tablet's width, and quick to show fifteen times a second.
pub const CAMERA_PREVIEW_EDGE_PX: u32 = 1_280;
/// One picture of a camera in the network, in bytes; a large JPEG of a telephone has 8 MB.
pub const MAX_CAMERA_PART_BYTES: usize = 16 << 20;
/// Header of one picture of a camera in the network, in bytes.
pub const MAX_CAMERA_HEADER_BYTES: usize = 8 << 10;
/// Points of one mark on a photo; a freehand line is thinned to far fewer.
pub const MAX_MARK_POINTS: usize = 1_000;
/// Undo steps kept per open household.
pub const MAX_UNDO: usize = 200;
/// Marks of one where-to-measure drawing; ours have at most 40. More would not be understood at a glance.
pub const MAX_DRAWING_MARKS: usize = 400;
/// Points of one polyline of a drawing; the outline of the body has 80.
pub const MAX_DRAWING_POINTS: usize = 400;
/// A drawing's text; ours have at most 6 kB.
pub const MAX_DRAWING_BYTES: usize = 256 << 10;
/// A package file: below 4 GiB, so that it is a plain zip that every program and every USB stick (FAT32) takes.
pub const MAX_PACKAGE_BYTES: u64 = u32::MAX as u64 - 1;
/// Entries of one package: below 65,535, for the same reason. Two hundred households with 200 photos each.
pub const MAX_PACKAGE_ENTRIES: usize = 60_000;
/// All entries of a package, inflated: photos do not shrink, texts to a tenth.
pub const MAX_PACKAGE_INFLATED_BYTES: u64 = 8 << 30;
/// How much smaller than what it inflates to an entry, and a whole package, may be, once it has more than
/// [`PACKAGE_RATIO_FROM_BYTES`]. Our texts reach 15; a zip bomb needs 1,000.
pub const MAX_PACKAGE_RATIO: u64 = 200;
/// Small texts may be as repetitive as they like.
pub const PACKAGE_RATIO_FROM_BYTES: u64 = 1 << 20;
/// The list of a package's entries: about 150 bytes for each.
pub const MAX_PACKAGE_MANIFEST_BYTES: u64 = 16 << 20;
/// What was received of one device: 500 households with 60 photos each, 70 bytes for each.
pub const MAX_RECEIPT_TEXT_BYTES: u64 = 8 << 20;
/// The beginning of a sealed package, before its content: about 100 bytes for each receiver.
pub const MAX_SEAL_HEADER_BYTES: u64 = 64 << 10;
/// The organisation's own files that ride along in a package: forms, tables of choices, the catalogue.
pub const MAX_OWN_FILES: usize = 200;
/// What one entry takes in the table at the end of a package: 46 bytes, the longest name, a few extras.
pub const MAX_PACKAGE_TABLE_ENTRY_BYTES: u64 = 256;
/// Pages of one document. A household file with 60 photos has about 40.
pub const MAX_PAPER_PAGES: usize = 1_000;
/// One template or picture of an office; ours have at most 20 kB, a scanned seal 1 MB.
pub const MAX_TEMPLATE_BYTES: usize = 8 << 20;
/// Files of an office's templates. Each name is kept for ever by typst, which knows 65,535.
pub const MAX_TEMPLATES: usize = 200;
/// Largest quantity of a measure, in thousandths of its unit: 10,000 units, as the forms allow.
pub const MAX_QUANTITY_THOUSANDTHS: i64 = 10_000_000;
/// Largest price of one unit or deduction, in fen: a million yuan, far above the programme.
pub const MAX_PRICE_FEN: i64 = 100_000_000;
/// A table that somebody sends, in bytes. The need list of a region (40,000 rows of 30 columns) has 8 MB.
pub const MAX_TABLE_BYTES: u64 = 128 << 20;
/// The parts of a spreadsheet, inflated: texts of sheets shrink to a tenth.
pub const MAX_TABLE_INFLATED_BYTES: u64 = 512 << 20;
/// Parts of one spreadsheet file.
pub const MAX_TABLE_PARTS: usize = 4_096;
/// Sheets that are read; a workbook of a league has one for each banner.
pub const MAX_TABLE_SHEETS: usize = 64;
/// Rows of one sheet that are read: half of the region's households, tenfold.
pub const MAX_TABLE_ROWS: usize = 200_000;
/// Columns of one sheet that are read; the widest survey table has about 120.
pub const MAX_TABLE_COLUMNS: usize = 256;
/// Cells of a file, so that a list fits into the memory of a laptop.
pub const MAX_TABLE_CELLS: usize = 16_000_000;
/// One cell's text, in bytes; what is longer is cut and told.
pub const MAX_TABLE_CELL_BYTES: usize = MAX_TEXT_BYTES;
/// All texts of a file together, in bytes: one shared text may be named by a million cells.
pub const MAX_TABLE_TEXT_BYTES: usize = 512 << 20;
/// Files that one merge looks at: 400,000 households from several tablets each.
pub const MAX_INPUT_FILES: usize = 2_000_000;
/// Folders inside folders that a merge goes down; a stick of a careful office has six.
pub const MAX_INPUT_DEPTH: usize = 64;
/// The list of files that were merged before: 2,000,000 of them with 120 bytes each.
pub const MAX_INPUT_LEDGER_BYTES: u64 = 256 << 20;
/// Copies of files that could not be read, of one merge, in bytes; further ones are told and stay where they are.
pub const MAX_KEPT_INPUT_BYTES: u64 = 256 << 20;
/// The same, in files.
pub const MAX_KEPT_INPUT_FILES: usize = 1_000;
/// Files that are told one by one in a report; the count says how many there are.
pub const MAX_REPORTED_FILES: usize = 10_000;
/// Packages that a merge holds open at a time; each is one open file.
pub const MAX_OPEN_PACKAGES: usize = 128;

/// Views of the register with a name, so that they stay a list one can read.
pub const MAX_VIEWS: usize = 60;
/// The list of one sending: 60,000 objects with 200 bytes each.
pub const MAX_SENT_LIST_BYTES: u64 = 16 << 20;
/// Objects of one sending; ours have at most a few hundred.
pub const MAX_SENT_OBJECTS: usize = 60_000;
/// A receipt that lies on a server: a package.
pub const MAX_SERVER_RECEIPT_BYTES: u64 = 16 << 20;
/// One answer of a server that is not an object: the list of a folder with 100,000 names.
pub const MAX_SERVER_ANSWER_BYTES: u64 = 64 << 20;
/// Names of one folder on a server: the photos of one of 256 folders, tenfold, or all sendings of years.
pub const MAX_SERVER_NAMES: usize = 200_000;
/// The queue of what is to be sent, with what the servers have: 400,000 households and their photos.
pub const MAX_OUTBOX_BYTES: u64 = 256 << 20;
