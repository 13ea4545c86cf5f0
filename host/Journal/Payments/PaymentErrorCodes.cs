namespace Hub.Journal.Payments;

/// <summary>An error of the payment book as officers meet it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Rule">The rule that was broken.</param>
/// <param name="Fix">What to do.</param>
public sealed record PaymentError(string Code, string Rule, string Fix)
{
    /// <summary>The refusal; the detail names what it is about (ids, counts, line numbers), never personal data.</summary>
    internal PaymentRefusedException With(string detail) => new(Code, Code + ": " + detail + ": " + Rule + " " + Fix);
}

/// <summary>Every refusal of the payment book, in the order in which money meets the checks.</summary>
public static class PaymentErrorCodes
{
    public static readonly PaymentError WhoAndWhy = new("PAY-1001",
        "An act names an officer (1 to 60 characters) and a reason (1 to 200 characters).", "Give both.");

    public static readonly PaymentError PayeeAccount = new("PAY-1002",
        "A payee has a party, an account number of 1 to 34 characters and a holder.", "Complete the proposal.");

    public static readonly PaymentError NoSuchProposal = new("PAY-1003",
        "Only a version that was proposed can be approved.", "Look up the version.");

    public static readonly PaymentError ApproverProposed = new("PAY-1004",
        "An account is approved by somebody who did not propose it.", "Ask another officer.");

    public static readonly PaymentError AlreadyApproved = new("PAY-1005",
        "A version is approved once, and never after a newer one.", "Propose the account again if it shall count.");

    public static readonly PaymentError ListHead = new("PAY-1101",
        "A list has a SHA-256, a name of 1 to 100 characters, an agency of six digits and 1 to 1,000,000 lines.", "Correct the head of the list.");

    public static readonly PaymentError ListLine = new("PAY-1102",
        "A line has a serial of 1 to 35 characters, a party, an account of 1 to 34 characters, a holder and an amount above zero.",
        "Correct the line and hand the list in again.");

    public static readonly PaymentError SerialTaken = new("PAY-1103",
        "A serial is used once for ever.", "Give the line a new serial; a repetition names the old one apart.");

    public static readonly PaymentError NotRepeatable = new("PAY-1104",
        "Only a payment that failed, whose money came back on a statement, or that no bank's format can take is ordered again, once.",
        "Look at the payment's answers and bookings.");

    public static readonly PaymentError RepetitionDiffers = new("PAY-1105",
        "A repetition has kind, party, amount and agency of the payment it repeats; only the account differs.", "Correct the line.");

    public static readonly PaymentError NoSuchPayment = new("PAY-1106",
        "A payment is named by its serial.", "Look up the serial.");

    public static readonly PaymentError NoAccount = new("PAY-1107",
        "An institution is paid to an approved account.", "Propose its account and let another officer approve it.");

    public static readonly PaymentError NoSuchBank = new("PAY-1201",
        "The bank is one of the configured ones.", "Check the bank's name.");

    public static readonly PaymentError NotRendered = new("PAY-1202",
        "A file is written and read back in the bank's format before it is sealed.", "Correct what is named, then seal again.");

    public static readonly PaymentError TooManyFiles = new("PAY-1203",
        "A bank gets at most 9,999 files a day.", "Seal the rest tomorrow, or raise the lines of a file in the bank's profile.");

    public static readonly PaymentError NoSuchFile = new("PAY-1301",
        "A payment file is named by its batch number.", "Look up the batch number.");

    public static readonly PaymentError ReleaserSealed = new("PAY-1302",
        "A file is released by somebody who did not seal it.", "Ask another officer.");

    public static readonly PaymentError AlreadyReleased = new("PAY-1303",
        "A file is released once.", "Nothing is to be done: another officer has released it.");

    public static readonly PaymentError NoSuchBankFile = new("PAY-1401",
        "A file of a bank is named by its number in the book.", "Look up the number.");

    public static readonly PaymentError ContentUnknown = new("PAY-1402",
        "The bytes of a file are stored before the file is noted.", "Store the content first.");

    public static readonly PaymentError BankFileEnded = new("PAY-1403",
        "What was applied cannot be set aside any more.", "Look at the differences that the file opened.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<PaymentError> All { get; } =
    [
        WhoAndWhy, PayeeAccount, NoSuchProposal, ApproverProposed, AlreadyApproved, ListHead, ListLine, SerialTaken, NotRepeatable,
        RepetitionDiffers, NoSuchPayment, NoAccount, NoSuchBank, NotRendered, TooManyFiles, NoSuchFile, ReleaserSealed, AlreadyReleased,
        NoSuchBankFile, ContentUnknown, BankFileEnded,
    ];
}
