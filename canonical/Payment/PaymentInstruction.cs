namespace Hub.Canonical;

/// <summary>What a batch does.</summary>
public enum PaymentKind
{
    /// <summary>Pay institutions (monthly clearing, prepayment).</summary>
    PayInstitution,

    /// <summary>Pay persons (reimbursement, allowance).</summary>
    PayPerson,

    /// <summary>Collect from accounts.</summary>
    Collect,

    /// <summary>Give contributions back.</summary>
    Refund,
}

/// <summary>
/// A batch of payments out of one account (ISO 20022 pain.001; text file of nhsa.md D2.2). The batch number is used once
/// for ever: a batch without an answer is asked about under it and never sent again under another.
/// </summary>
public sealed record PaymentInstruction
{
    /// <summary>Unique for ever, at most 35 characters.</summary>
    public required string BatchNumber { get; init; }

    public required PaymentKind Kind { get; init; }

    /// <summary>Account that pays (or receives, when collecting).</summary>
    public required BankAccount Payer { get; init; }

    /// <summary>Day on which the bank shall act.</summary>
    public required DateOnly RequestedOn { get; init; }

    /// <summary>When the batch was made, local time UTC+8, seconds.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Number of lines, stated apart so that a lost line shows.</summary>
    public required int Count { get; init; }

    /// <summary>Sum of the lines, stated apart so that a changed line shows.</summary>
    public required Money Total { get; init; }

    public required IReadOnlyList<PaymentLine> Lines { get; init; }
}

/// <summary>One payment of a batch (ISO 20022 CdtTrfTxInf).</summary>
public sealed record PaymentLine
{
    /// <summary>Position from 1 without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>Unique for ever, at most 35 characters; the key of the payment everywhere.</summary>
    public required string Serial { get; init; }

    /// <summary>Serial of the failed payment that this one repeats after correction.</summary>
    public string? RepeatsSerial { get; init; }

    /// <summary>Institution code, person number or employer number.</summary>
    [Personal]
    public required string Party { get; init; }

    public required BankAccount Payee { get; init; }

    /// <summary>Above zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>fund_pay_type that bears it; null where several do.</summary>
    public string? FundType { get; init; }

    /// <summary>Purpose code of the bank's list.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>What the payee reads on the statement; no personal data.</summary>
    public string Memo { get; init; } = "";

    /// <summary>Serial and amount only.</summary>
    public override string ToString() => $"{nameof(PaymentLine)} {Serial} {Amount}";
}

/// <summary>What must hold in a batch before it is sent and when it comes back (nhsa.md D2.3).</summary>
public static class PaymentRules
{
    /// <summary>Names of the rules that do not hold; empty when the batch is consistent.</summary>
    public static IReadOnlyList<string> Violations(PaymentInstruction batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        var serials = new HashSet<string>(StringComparer.Ordinal);
        var sum = Money.Zero;
        for (var i = 0; i < batch.Lines.Count; i++)
        {
            var line = batch.Lines[i];
            sum += line.Amount;
            Check(line.Number == i + 1, "line numbers run from 1 without gaps");
            Check(serials.Add(line.Serial), "a serial stands once");
            Check(line.Amount > Money.Zero, "an amount is above zero");
        }

        Check(batch.Count == batch.Lines.Count, "count = number of lines");
        Check(batch.Total == sum, "total = sum of the lines");
        return [.. broken];

        void Check(bool holds, string rule)
        {
            if (!holds)
            {
                broken.Add(rule);
            }
        }
    }
}
