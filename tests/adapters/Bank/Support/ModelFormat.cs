using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>Names and control files of a bank without its formats. A signature is the word <c>good</c>.</summary>
internal sealed partial class ModelFormat(string bank, bool hasControl = true) : IBankFormat
{
    public string Bank => bank;

    public BankAccount Payer { get; } = new() { Number = "1", Holder = "x" };

    public FileLimits Limits { get; } = new(1, 1, 1);

    public static byte[] ControlOf(string name, ContentKey content, string signature = "good", long? bytes = null) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HUB-CONTROL 1\nfile={name}\nbytes={bytes ?? content.Length}\ncount=1\ntotal=0.01\nsha256={content.Sha256}\nsm3={content.Sm3}\nkey=bank-1\nsignature={signature}\n"));

    public BankFileName? Recognise(string name) => Name().Match(name) is { Success: true } match
        ? new BankFileName(
            name,
            match.Groups[1].Value switch { "RET" => BankFileKind.Return, "STM" => BankFileKind.Statement, _ => BankFileKind.Notification },
            hasControl ? name + ".ok" : null)
        : null;

    public void VerifyControl(BankFileName name, ReadOnlyMemory<byte> control, ContentKey content, DateTimeOffset at)
    {
        if (!control.Span.SequenceEqual(ControlOf(name.Name, content)))
        {
            throw new BankFileException(0, "control", "BNK-1107 does not verify", "ask the bank");
        }
    }

    public IReadOnlyList<PaymentObjection> Check(PaymentLine line, PaymentKind kind) => throw new NotSupportedException();
    public string NameOf(PaymentFileHeader header) => throw new NotSupportedException();
    public Task WriteAsync(Stream output, PaymentFileHeader header, IAsyncEnumerable<PaymentLine> lines, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task VerifyAsync(Stream written, PaymentFileHeader header, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ControlFile Seal(PaymentFileHeader header, ContentKey content) => throw new NotSupportedException();
    public IAsyncEnumerable<BankFileRecord> ReadAsync(BankFileName name, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();

    [GeneratedRegex(@"\A(RET|STM|NTF)_[A-Z0-9_]+\.txt\z")]
    private static partial Regex Name();
}

/// <summary>Formats of the model's banks.</summary>
internal sealed class ModelFormats(params ModelFormat[] formats) : IBankFormats
{
    public IReadOnlyCollection<string> Banks { get; } = [.. formats.Select(f => f.Bank)];

    public IBankFormat Of(string bank) => formats.Single(f => f.Bank == bank);
}
