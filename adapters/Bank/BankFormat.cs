using System.Runtime.CompilerServices;
using Hub.Adapters.Bank.Files;
using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Translation;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Iso;
using Hub.Adapters.Bank.Wire.Text;
using Hub.Canonical;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank;

/// <summary>One bank's dialect: its profile with the bureau's account, the hub's key and the bank's keys.</summary>
internal sealed class BankFormat : IBankFormat, IDisposable
{
    private const int FlushBytes = 192 * 1024;
    private readonly BankProfile _profile;
    private readonly SigningKey _hubKey;
    private readonly TextForm _form;
    private readonly Addressee _addressee;
    private readonly IsoLimits _isoLimits;
    private readonly long _fileBytesMax;
    private readonly PaymentChecks _checks;
    private readonly Controls _controls;

    public BankFormat(BankConnection bank, BankProfile profile, SigningKey hubKey, Func<PartnerRegistry> registry)
    {
        Bank = bank.Id;
        Payer = new BankAccount { Number = bank.Payer.Number, Holder = bank.Payer.Holder, BankName = bank.Payer.BankName, LineNumber = bank.Payer.LineNumber };
        Limits = new FileLimits(bank.Limits.LinesMax, bank.Limits.LineFenMax, bank.Limits.FileFenMax);
        _profile = profile;
        _hubKey = hubKey;
        _form = profile.ToForm();
        _addressee = new Addressee(bank.BureauCode, bank.BankTypeCode, bank.Payer.Number, Batch: null);
        _fileBytesMax = bank.Limits.FileBytesMax;
        _isoLimits = new IsoLimits(_fileBytesMax, profile.DepthMax, profile.TextCharsMax);
        _checks = new PaymentChecks(profile, Limits, Payer, bank.BankTypeCode);
        _controls = new Controls(bank.Id, hubKey, registry);
    }

    public string Bank { get; }

    public BankAccount Payer { get; }

    public FileLimits Limits { get; }

    private bool IsText => _profile.Family != BankFileFamily.Iso20022;

    public IReadOnlyList<PaymentObjection> Check(PaymentLine line, PaymentKind kind)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _checks.Check(line, kind);
    }

    public string NameOf(PaymentFileHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return FileNames.OfPayments(header.BatchNumber, _profile.Extension) ?? throw Faults.Of(BankErrorCodes.BatchForm, 0, "batch");
    }

    public async Task WriteAsync(Stream output, PaymentFileHeader header, IAsyncEnumerable<PaymentLine> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(lines);
        try
        {
            await WriteLinesAsync(output, header, lines, cancellationToken).ConfigureAwait(false);
        }
        catch (BankWireException e)
        {
            throw Faults.Of(e);
        }
    }

    public async Task VerifyAsync(Stream written, PaymentFileHeader header, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(header);
        try
        {
            // The readers compare count and sum of the head with the lines; here the head is compared with what was ordered.
            var expected = Outgoing.Head(header, Payer, IsText);
            await foreach (var record in ReadPaymentsAsync(written, cancellationToken).ConfigureAwait(false))
            {
                if (record is PaymentHead head && head != (IsText ? expected : expected with { Kind = "" }))
                {
                    throw new BankWireException(BankErrorCodes.HeaderOther, head.Line, "head");
                }
            }
        }
        catch (BankWireException e)
        {
            throw Faults.Of(e);
        }
    }

    public ControlFile Seal(PaymentFileHeader header, ContentKey content) => _controls.Seal(NameOf(header), header, content);

    public BankFileName? Recognise(string name) => FileNames.Recognise(name, _profile.Extension, _profile.HasControlFiles);

    public void VerifyControl(BankFileName name, ReadOnlyMemory<byte> control, ContentKey content, DateTimeOffset at)
    {
        try
        {
            _controls.Verify(name, control.Span, content, at);
        }
        catch (BankWireException e)
        {
            throw Faults.Of(e);
        }
    }

    public async IAsyncEnumerable<BankFileRecord> ReadAsync(BankFileName name, Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var isOpen = false;
        var records = Records(name, content, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (records.ConfigureAwait(false))
        {
            while (await MoveAsync(records).ConfigureAwait(false))
            {
                foreach (var record in Incoming.Of(records.Current, isOpen))
                {
                    yield return record;
                }

                isOpen = true;
            }
        }
    }

    /// <summary>The payments of a file of ours, as the bank reads them.</summary>
    internal IAsyncEnumerable<WireRecord> ReadPaymentsAsync(Stream content, CancellationToken cancellationToken) => IsText
        ? TextFiles.ReadAsync(content, new TextPaymentReader(_form, _addressee), _form, long.MaxValue, cancellationToken)
        : IsoFiles.ReadAsync(
            content,
            message => message.Name == "pain.001.001.09" ? new InitiationReader(_addressee) : throw Other(message),
            _isoLimits with { FileBytesMax = long.MaxValue },
            cancellationToken);

    public void Dispose() => _hubKey.Dispose();

    private static async ValueTask<bool> MoveAsync(IAsyncEnumerator<WireRecord> records)
    {
        try
        {
            return await records.MoveNextAsync().ConfigureAwait(false);
        }
        catch (BankWireException e)
        {
            throw Faults.Of(e);
        }
    }

    private static BankWireException Other(IsoMessage message) => new(BankErrorCodes.MessageOther, 0, "Document", message.Name);

    private IAsyncEnumerable<WireRecord> Records(BankFileName name, Stream content, CancellationToken cancellationToken)
    {
        var addressee = _addressee with { Batch = FileNames.BatchOf(name.Name) };
        if (!IsText)
        {
            return IsoFiles.ReadAsync(content, message => ReaderOf(message, name.Kind, addressee), _isoLimits, cancellationToken);
        }

        TextFileReader reader = name.Kind switch
        {
            BankFileKind.Return => new TextReturnReader(_form, addressee),
            BankFileKind.Statement => new TextStatementReader(_form, addressee),
            _ => new TextNoticeReader(_form, addressee),
        };
        return TextFiles.ReadAsync(content, reader, _form, _fileBytesMax, cancellationToken);
    }

    private IsoFileReader ReaderOf(IsoMessage message, BankFileKind kind, Addressee addressee) => (message.Business, message.Version, kind) switch
    {
        ("pain.002", >= 3 and <= 11, BankFileKind.Return) => new StatusReportReader(addressee, _profile.AnswersEveryPayment),
        ("camt.053", >= 2 and <= 8, BankFileKind.Statement) => new ReportReader(addressee, isNotice: false),
        ("camt.054", >= 2 and <= 8, BankFileKind.Notification) => new ReportReader(addressee, isNotice: true),
        _ => throw Other(message),
    };

    private async Task WriteLinesAsync(Stream output, PaymentFileHeader header, IAsyncEnumerable<PaymentLine> lines, CancellationToken cancellationToken)
    {
        NameOf(header);
        if (!IsText && header.Kind == PaymentKind.Collect)
        {
            throw new BankWireException(BankErrorCodes.KindByIso, 0, "kind");
        }

        if (header.Count > Limits.LinesMax)
        {
            throw new BankWireException(BankErrorCodes.LinesLimit, 0, "count");
        }

        if (header.Total.Fen > Limits.FileFenMax)
        {
            throw new BankWireException(BankErrorCodes.FileLimit, 0, "total");
        }

        using var writer = Writer();
        writer.Head(Outgoing.Head(header, Payer, IsText));
        var tally = new Tally(Limits.LineFenMax);
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var row = Outgoing.Row(line, Payer, _addressee.BankTypeCode, IsText);
            tally.Add(row);
            writer.Row(row);
            if (writer.Output.WrittenCount >= FlushBytes)
            {
                await output.WriteAsync(writer.Output.WrittenMemory, cancellationToken).ConfigureAwait(false);
                writer.Sent();
            }
        }

        tally.Finish(header.Count, header.Total.Fen);
        writer.End(header.Count, header.Total.Fen);
        await output.WriteAsync(writer.Output.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private PaymentWriter Writer() => IsText ? new TextPaymentWriter(_form, _addressee) : new InitiationWriter(Payer.LineNumber ?? "");
}
