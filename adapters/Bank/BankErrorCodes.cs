namespace Hub.Adapters.Bank;

/// <summary>Who has to change something before a file or a payment can pass.</summary>
public enum BankFault
{
    /// <summary>The bank that made the file.</summary>
    Bank,

    /// <summary>Whoever ordered the payment: its account, name or amount.</summary>
    Payer,

    /// <summary>The hub: its settings, or a file of its own that does not read back.</summary>
    Hub,
}

/// <summary>One entry of the error catalogue; its code begins the rule of every <c>BankFileException</c> and objection.</summary>
/// <param name="Code">Unique in the system, <c>BNK-</c> and four digits.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What the owner of the fault does about it.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="Clause">Source of the rule.</param>
public sealed record BankError(string Code, string Rule, string Fix, BankFault Fault, string Clause)
{
    /// <summary>The same bytes never pass later.</summary>
    public bool RetryHelps { get; }
}

/// <summary>Every error of the bank adapter's formats, in the order in which a file meets the checks.</summary>
public static class BankErrorCodes
{
    // 11xx: the control file
    public static readonly BankError ControlTooLarge = Bank("1101", "a control file has at most 64 KiB", Again, "Control file");
    public static readonly BankError ControlMalformed = Bank("1102", "is not the control file's line", Again, "Control file");
    public static readonly BankError ControlName = Bank("1103", "names another file", Again, "Control file");
    public static readonly BankError ControlLength = Bank("1104", "states another length than the file has", Again, "Control file");
    public static readonly BankError ControlDigest = Bank("1105", "states another digest than the file has", Again, "Control file");
    public static readonly BankError ControlKey = Bank("1106", "is no key of this bank that is valid now", "register the bank's key, or ask the bank which key it used", "Control file");
    public static readonly BankError ControlSignature = Bank("1107", "does not verify", Again, "Control file");

    // 12xx: lines of text
    public static readonly BankError FileTooLarge = Bank("1201", "is larger than Bank:Banks:Limits:FileBytesMax", "ask the bank for smaller files, or raise the limit", Limits);
    public static readonly BankError ByteOrderMark = Bank("1202", "there is no byte order mark", Again, "Text");
    public static readonly BankError LineTooLong = Bank("1203", "is longer than the profile's lineBytesMax", Again, Limits);
    public static readonly BankError LineEnd = Bank("1204", "ends otherwise than the profile says", Again, "Text");
    public static readonly BankError LastLineCut = Bank("1205", "the last line has no line end", Again, "Text");
    public static readonly BankError RecordUnknown = Bank("1206", "a line begins with H, D or T", Again, "Text");
    public static readonly BankError RecordOrder = Bank("1207", "one H, then D, then one T and nothing after it", Again, "Text");
    public static readonly BankError TrailerMissing = Bank("1208", "the trailer is missing", Again, "Text");
    public static readonly BankError LineLength = Bank("1209", "has another length than its record", Again, "Text, fixed width");
    public static readonly BankError FieldCount = Bank("1210", "has another number of fields than its record", Again, "Text, delimited");
    public static readonly BankError NotGb18030 = Bank("1211", "is not GB18030", Again, "Text");
    public static readonly BankError Utf8Bytes = Bank("1212", "is UTF-8, not GB18030", Again, "Text");

    // 13xx: single fields
    public static readonly BankError Missing = Bank("1301", "must not be empty", Again, "Text");
    public static readonly BankError ControlCharacter = Bank("1302", "holds a control character", Again, Format);
    public static readonly BankError Characters = Bank("1303", "holds other characters than letters, digits and signs of ASCII", Again, "Text");
    public static readonly BankError Padding = Bank("1304", "is not aligned and padded as its column says", Again, "Text, fixed width");
    public static readonly BankError FieldTooLong = Bank("1305", "is longer than its column", Again, "Text");
    public static readonly BankError NotANumber = Bank("1306", "must be a number of ASCII digits", Again, Format);
    public static readonly BankError AmountForm = Bank("1307", "must be an amount in the profile's form", Again, Format);
    public static readonly BankError AmountTooLarge = Bank("1308", "has more than 18 digits", Again, Format);
    public static readonly BankError DateForm = Bank("1309", "must be an existing date in the column's form", Again, Format);
    public static readonly BankError TimeForm = Bank("1310", "must be an existing time in the column's form", Again, Format);
    public static readonly BankError WordUnknown = Bank("1311", "must be one of its words", Again, Format);
    public static readonly BankError CurrencyOther = Bank("1312", "the currency must be CNY", Again, Format);

    // 14xx: what the file says
    public static readonly BankError BureauOther = Bank("1401", "is the code of another bureau", Wrong, Format);
    public static readonly BankError BankOther = Bank("1402", "is the code of another bank", Wrong, Format);
    public static readonly BankError AccountOther = Bank("1403", "is not the bureau's account", Wrong, Format);
    public static readonly BankError BatchOther = Bank("1404", "is not the batch that the file's name says", Wrong, "Folders and names");
    public static readonly BankError NumberSequence = Bank("1405", "the numbers run from 1 without gaps", Again, Format);
    public static readonly BankError SerialTwice = Bank("1406", "stands twice in the file", Again, Format);
    public static readonly BankError CountWrong = Bank("1407", "is another count than that of the lines", Again, Format);
    public static readonly BankError SumWrong = Bank("1408", "is another sum than that of the lines", Again, Format);
    public static readonly BankError ControlValue = Bank("1409", "is not the SM3 of the bytes before it", Again, "Text, delimited");
    public static readonly BankError BalanceWrong = Bank("1410", "does not follow from the balance before and the bookings", Again, "Text, delimited");
    public static readonly BankError PeriodWrong = Bank("1411", "lies outside the period, or the period ends before it begins", Again, Format);
    public static readonly BankError AmountMeaning = Bank("1412", "the amount contradicts what the line says", Again, "Text, delimited");

    // 15xx: XML
    public static readonly BankError XmlEncoding = Bank("1501", "the encoding must be UTF-8 (GB18030 is read too)", Again, Iso);
    public static readonly BankError XmlDocumentType = Bank("1502", "a document type declaration is not allowed", Again, Format);
    public static readonly BankError XmlMalformed = Bank("1503", "is not well-formed XML", Again, Iso);
    public static readonly BankError XmlTooDeep = Bank("1504", "is nested deeper than the profile's depthMax", Again, Limits);
    public static readonly BankError XmlTooLong = Bank("1505", "is longer than the profile allows", Again, Limits);
    public static readonly BankError MessageOther = Bank("1506", "is another message than this file's name says", Wrong, Iso);
    public static readonly BankError Enveloped = Bank("1507", "Document must be the root, without an envelope", Again, Iso);
    public static readonly BankError SchemaBroken = Bank("1508", "breaks the official schema of its message", Again, Iso);
    public static readonly BankError ElementMissing = Bank("1509", "is missing", Again, Iso);
    public static readonly BankError ElementTwice = Bank("1510", "stands twice", Again, Iso);
    public static readonly BankError StatusContradiction = Bank("1511", "contradicts the status of the file or of its payments", Again, Iso);
    public static readonly BankError NotBooked = Bank("1512", "a statement has booked entries only (BOOK)", Again, Iso);

    // 16xx: payments before they are sent
    public static readonly BankError AccountForm = Payer("1601", "must be 1 to 34 digits (letters where the profile allows)", "correct the account number");
    public static readonly BankError CardCheckDigit = Payer("1602", "the card's check digit (Luhn) does not match", "compare the number with the card");
    public static readonly BankError LineNumberForm = Payer("1603", "must be 12 digits", "look the line number up");
    public static readonly BankError LineNumberCheckDigit = Payer("1604", "the line number's check digit does not match", "compare the line number with the bank's list");
    public static readonly BankError LineNumberNeeded = Payer("1605", "is needed when the payee's bank is another than the payer's", "fill in the line number");
    public static readonly BankError TextMissing = Payer("1606", "must not be empty", "fill it in");
    public static readonly BankError TextForbidden = Payer("1607", "holds a character that a bank's file cannot hold", "take the character out");
    public static readonly BankError TextEdges = Payer("1608", "begins or ends with a space", "take the space out");
    public static readonly BankError TextTooWide = Payer("1609", "does not fit its column and is never cut", "agree a shorter form with the bank");
    public static readonly BankError NotEncodable = Payer("1610", "holds half a character, which no encoding can say", "enter the text anew");
    public static readonly BankError AmountZero = Payer("1611", "must be above zero", "correct the amount");
    public static readonly BankError AmountLimit = Payer("1612", "is above the bank's limit of one payment", "split it with the bank's consent, or pay another way");

    // 17xx: files of the hub
    public static readonly BankError LinesLimit = Hub("1701", "a file has at most Limits:LinesMax payments", "seal smaller files");
    public static readonly BankError FileLimit = Hub("1702", "a file has at most Limits:FileFenMax", "seal smaller files");
    public static readonly BankError BatchForm = Hub("1703", "must be 1 to 35 of A–Z and 0–9", "mend whoever makes batch numbers");
    public static readonly BankError HeaderOther = Hub("1704", "is not what the file's header says", "seal the file anew: its lines changed meanwhile");

    public static readonly BankError KindByIso = Hub("1705", "pain.001 pays and cannot collect", "collect through a bank whose profile is text");

    private const string Again = "ask the bank to make the file anew under a new name";
    private const string Wrong = "send the file back to the bank: it is not for this account";
    private const string Format = "reliability.md 4.7";
    private const string Limits = "reliability.md 4.7 Reading";
    private const string Iso = "ISO 20022";

    private static BankError Bank(string number, string rule, string fix, string clause) => new("BNK-" + number, rule, fix, BankFault.Bank, clause);

    private static BankError Payer(string number, string rule, string fix) => new("BNK-" + number, rule, fix, BankFault.Payer, "nhsa.md D2.3");

    private static BankError Hub(string number, string rule, string fix) => new("BNK-" + number, rule, fix, BankFault.Hub, "nhsa.md D2.3");
}
