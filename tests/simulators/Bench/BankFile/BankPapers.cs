using System.Text;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Files;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>What the papers of one bank about one file begin with.</summary>
internal sealed record Letterhead
{
    public required string Bureau { get; init; }

    public required string BankType { get; init; }

    public required string Account { get; init; }

    /// <summary>Batch of the bureau's file.</summary>
    public required string Batch { get; init; }

    public required DateTime Created { get; init; }

    public required DateOnly Day { get; init; }

    public required string KeyId { get; init; }
}

/// <summary>A bank that pays all but one payment in a hundred, and charges a fee for each of those: writes its return file and its statement.</summary>
internal sealed class BankPapers(BankProfile profile, Letterhead head, Reimbursements payments)
{
    /// <summary>Fee of a payment that failed, fen.</summary>
    public const long FeeFen = 50;

    /// <summary>Ending of the files' names.</summary>
    public string Extension => profile == BankProfile.Iso20022 ? "xml" : "txt";

    /// <summary>Sum of what was paid, fen.</summary>
    public long PaidFen { get; } = payments.All.Where(one => !Reimbursements.Fails(one.Number)).Sum(one => one.Fen);

    /// <summary>Sum of everything that was booked, fen.</summary>
    public long BookedFen => PaidFen + (payments.Failed * FeeFen);

    /// <summary>Writes the return file; returns its control file, unsigned.</summary>
    public ControlFile WriteReturn(string path, string name)
    {
        using DigestedFile file = Open(path);
        if (profile == BankProfile.Iso20022)
        {
            IsoPapers.WriteReturn(file, name, head, payments);
        }
        else
        {
            TextPapers.WriteReturn(new TextLine(file, profile == BankProfile.TextFixed), head, payments, PaidFen);
        }
        return file.Finish(name, payments.Count, PaidFen, head.KeyId);
    }

    /// <summary>Writes the statement of the day, on which nothing else happened; returns its control file, unsigned.</summary>
    public ControlFile WriteStatement(string path, string name, string number, long openingFen)
    {
        using DigestedFile file = Open(path);
        if (profile == BankProfile.Iso20022)
        {
            IsoPapers.WriteStatement(file, number, head, Bookings(openingFen), openingFen, openingFen - BookedFen);
        }
        else
        {
            TextPapers.WriteStatement(
                new TextLine(file, profile == BankProfile.TextFixed), number, head, Bookings(openingFen), payments.Count, openingFen, openingFen - BookedFen);
        }
        return file.Finish(name, payments.Count, -BookedFen, head.KeyId);
    }

    private IEnumerable<Booking> Bookings(long openingFen)
    {
        long balance = openingFen;
        foreach (Reimbursement one in payments.All)
        {
            bool isFee = Reimbursements.Fails(one.Number);
            long fen = isFee ? FeeFen : one.Fen;
            balance -= fen;
            yield return isFee
                ? new Booking(one.Number, fen, balance, "", "", "", "手续费")
                : new Booking(one.Number, fen, balance, head.Batch, one.Serial, one.Name, "零星报销");
        }
    }

    private DigestedFile Open(string path)
        => new(path, profile == BankProfile.Iso20022 ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : Gb18030.Strict);
}

/// <summary>One debit of a statement.</summary>
internal readonly record struct Booking(int Number, long Fen, long BalanceFen, string Batch, string Serial, string Counterparty, string Memo);
