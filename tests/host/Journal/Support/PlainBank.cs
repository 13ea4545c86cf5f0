using System.Globalization;
using System.Text;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Journal.Tests.Support;

/// <summary>
/// A bank whose files are as plain as can be. Payments: <c>serial|fen</c> a line. Its own files, a record a line: <c>O|batch|day|whole</c>,
/// <c>R|serial|status|fen|bank serial|day|reason</c>, <c>S|number|account|from|to|opening|closing</c>, <c>B|bank serial|day|fen|reversal|batch|serial</c>, <c>C|count</c>.
/// </summary>
public sealed class PlainBank : IBankFormats, IBankFormat
{
    public const string Name = "bank-a";

    public IReadOnlyCollection<string> Banks => [Name];

    public string Bank => Name;

    public BankAccount Payer { get; } = new() { Number = "4300000000000001", Holder = "Bureau" };

    public FileLimits Limits { get; set; } = new(1_000_000, 10_000_000_000, 1_000_000_000_000);

    /// <summary>Whether accounts that begin with X are refused.</summary>
    public bool RefusesX { get; set; } = true;

    /// <summary>Fails in the middle of writing.</summary>
    public bool CannotWrite { get; set; }

    /// <summary>Finds the file that was written wanting.</summary>
    public bool CannotVerify { get; set; }

    public IBankFormat Of(string bank) => bank == Name ? this : throw new KeyNotFoundException(bank);

    public IReadOnlyList<PaymentObjection> Check(PaymentLine line, PaymentKind kind) => line.Payee.Number[..1] switch
    {
        "X" when RefusesX => [new("payee.account", "is no account", "correct it", true)],
        "W" => [new("payee.lineNumber", "check digit", "look at it", false)],
        _ => [],
    };

    public string NameOf(PaymentFileHeader header) => "PAY_" + header.BatchNumber + ".txt";

    public async Task WriteAsync(Stream output, PaymentFileHeader header, IAsyncEnumerable<PaymentLine> lines, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var number = 0;
        await foreach (var line in lines)
        {
            if (++number != line.Number)
            {
                throw new BankFileException(number, "number", "has a gap", "number the lines");
            }

            text.Append(line.Serial).Append('|').Append(line.Amount.Fen).Append('|').Append(line.Payee.Number).Append('\n');
            if (CannotWrite && number == 2)
            {
                throw new BankFileException(number, "payee.holder", "has a character that the bank does not know", "correct it");
            }

            if (text.Length > 60_000)
            {
                output.Write(Encoding.UTF8.GetBytes(text.ToString()));
                text.Clear();
            }
        }

        await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }

    public async Task VerifyAsync(Stream written, PaymentFileHeader header, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(written, Encoding.UTF8, leaveOpen: true);
        var (count, fen) = (0, 0L);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            count++;
            fen += long.Parse(line.Split('|')[1], CultureInfo.InvariantCulture);
        }

        if (CannotVerify || count != header.Count || fen != header.Total.Fen)
        {
            throw new BankFileException(count, "count", "is not what the head says", "look at it");
        }
    }

    public ControlFile Seal(PaymentFileHeader header, ContentKey content) =>
        new(NameOf(header) + ".ok", Encoding.UTF8.GetBytes(content.Sha256 + " " + content.Sm3));

    public BankFileName? Recognise(string name) => throw new NotSupportedException();

    public void VerifyControl(BankFileName name, ReadOnlyMemory<byte> control, ContentKey content, DateTimeOffset at) => throw new NotSupportedException();

    public async IAsyncEnumerable<BankFileRecord> ReadAsync(
        BankFileName name, Stream content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content, Encoding.UTF8, leaveOpen: true);
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return Record(line.Split('|'), ++number);
        }
    }

    private BankFileRecord Record(string[] f, int line) => f[0] switch
    {
        "O" => new BankFileOpening
        {
            Line = line, BatchNumber = Some(f[1]), StatedAt = Day(f[2]).ToDateTime(TimeOnly.MinValue),
            WholeFile = f.Length > 3 ? Enum.Parse<PaymentStatus>(f[3]) : null, ReasonCode = f.Length > 3 ? "AM04" : null,
        },
        "R" => new ReturnedLine
        {
            Line = line,
            Result = new PaymentLineResult
            {
                Serial = f[1], Status = Enum.Parse<PaymentStatus>(f[2]), Amount = Fen(f[3]), BankSerial = Some(f[4]),
                BookedOn = f[5].Length > 0 ? Day(f[5]) : null, ReasonCode = Some(f[6]), ReasonText = "account of Zhang San closed",
            },
        },
        "S" => new StatementOpening
        {
            Line = line, Number = f[1], Account = f[2].Length > 0 ? f[2] : Payer.Number, From = Day(f[3]), To = Day(f[4]), Opening = Fen(f[5]), Closing = Fen(f[6]),
        },
        "B" => new BookedLine
        {
            Line = line,
            Booking = new StatementLine
            {
                StatementNumber = "", BankSerial = f[1], AccountNumber = "", BookedOn = Day(f[2]), Amount = Fen(f[3]), Reversal = f[4] == "1",
                BatchNumber = Some(f[5]), Serial = Some(f[6]),
            },
        },
        "C" => new BankFileClosing { Line = line, Count = int.Parse(f[1], CultureInfo.InvariantCulture) },
        _ => throw new BankFileException(line, "tag", "is not one of O, R, S, B, C", "ask the bank"),
    };

    private static string? Some(string text) => text.Length > 0 ? text : null;

    private static Money Fen(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
