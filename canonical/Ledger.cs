namespace Hub.Canonical;

/// <summary>One side of a ledger transaction. Debit positive, credit negative, never zero.</summary>
/// <param name="Account">Account name of <see cref="LedgerAccounts"/>, at most 80 characters, no personal data.</param>
/// <param name="Amount">Debit positive, credit negative.</param>
public sealed record Posting(string Account, Money Amount);

/// <summary>
/// A balanced set of postings, posted once for ever under its key; the sum of its amounts is zero, which the database
/// enforces as well.
/// </summary>
public sealed record LedgerTransaction
{
    /// <summary>Business key, unique for ever, for example <c>settle:S123</c> or <c>cancel:S123</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The day it counts for (the core's settlement day).</summary>
    public required DateOnly Day { get; init; }

    public required IReadOnlyList<Posting> Postings { get; init; }
}

/// <summary>The chart of accounts.</summary>
public static class LedgerAccounts
{
    /// <summary>What an institution is owed by the funds and personal accounts (liability).</summary>
    public static string InstitutionPayable(string institution) => "institution:" + institution + ":payable";

    /// <summary>Charges of an institution (the counter-side of everything below).</summary>
    public static string InstitutionCharges(string institution) => "institution:" + institution + ":charges";

    /// <summary>What a fund bears; type by fund_pay_type, division by who settles.</summary>
    public static string Fund(string fundType, string division) => "fund:" + fundType + ":" + division;

    /// <summary>What personal accounts bear, all persons of a division together (persons are not in account names).</summary>
    public static string PersonalAccounts(string division) => "personal-accounts:" + division;

    /// <summary>What patients pay in cash at an institution.</summary>
    public static string PatientCash(string institution) => "institution:" + institution + ":patient-cash";

    /// <summary>What an institution bears itself.</summary>
    public static string HospitalShare(string institution) => "institution:" + institution + ":own-share";

    /// <summary>What is ordered to be paid and not booked by a bank yet (liability).</summary>
    public const string PaymentsDue = "payments:due";

    /// <summary>What reimbursements of persons cost an agency.</summary>
    public static string Reimbursements(string agency) => "reimbursements:" + agency;

    /// <summary>What persons are owed again after a failed or returned payment (liability), all persons of an agency together.</summary>
    public static string PersonsPayable(string agency) => "persons:" + agency + ":payable";

    /// <summary>The bureau's own money at a bank.</summary>
    public static string Bank(string bank) => "bank:" + bank;

    /// <summary>Bookings of a bank that match nothing of ours, until a person has explained them.</summary>
    public static string Suspense(string bank) => "suspense:" + bank;
}
