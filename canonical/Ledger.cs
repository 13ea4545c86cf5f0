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
}
