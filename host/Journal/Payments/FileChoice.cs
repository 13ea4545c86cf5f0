using System.Globalization;
using Hub.Canonical;
using Npgsql;
using NpgsqlTypes;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>A file that is being made.</summary>
internal sealed class FileDraft(string id, int number)
{
    public string Id { get; } = id;

    public int Number { get; } = number;

    public int Count { get; set; }

    public long Fen { get; set; }
}

/// <summary>
/// Chooses the payments of new files: in the order of day and serial, within the bank's limits, without what its format cannot take. The
/// chosen lines wait in a table of the transaction.
/// </summary>
internal sealed class FileChoice(BookTransaction book, IBankFormat format, PaymentKind kind)
{
    private const int FilesOfADayMax = 9999;

    private readonly List<(string Serial, int File, int Number)> lines = [];
    private readonly List<(PaymentLine Line, DateOnly Day, PaymentObjection Objection)> objections = [];

    public List<FileDraft> Files { get; } = [];

    public long Warnings { get; private set; }

    public long Unsealable { get; private set; }

    public async Task ChooseAsync(DateOnly through, DateOnly businessDay, CancellationToken cancellationToken)
    {
        await book.ExecuteAsync(
            "create temp table sealing_line (serial text not null, file int not null, number int not null) on commit drop", cancellationToken)
            .ConfigureAwait(false);
        var number = await book.AskAsync<int>(
            "select coalesce(max(file_number), 0) from payment_file where bank = $1 and business_day = $2", cancellationToken,
            One(format.Bank), One(businessDay)).ConfigureAwait(false);
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select 0, {PaymentCursor.Columns} from payment p
            where p.kind = {(int)kind} and p.day <= date '{through:yyyy-MM-dd}'
                and not exists (select 1 from payment_file_line l where l.serial = p.serial)
                and not exists (select 1 from payment r where r.repeats = p.serial)
            order by p.day, p.serial
            """);
        var pages = PaymentCursor.PagesAsync(book, "choosing", query, () => WriteAsync(cancellationToken), cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var payment in page)
            {
                if (!Objected(payment))
                {
                    number = Add(payment.Line, number, businessDay);
                }
            }
        }

        await book.ExecuteAsync("create index on sealing_line (file, number)", cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync("analyze sealing_line", cancellationToken).ConfigureAwait(false);
    }

    private bool Objected(OrderedPayment payment)
    {
        var found = format.Check(payment.Line, kind);
        if (payment.Line.Amount.Fen > Math.Min(format.Limits.LineFenMax, format.Limits.FileFenMax))
        {
            found = [.. found, new PaymentObjection("amount", "above the bank's limit of one payment", "pay it in parts or through another bank", true)];
        }

        Warnings += found.Count(o => !o.IsError);
        var errors = found.Where(o => o.IsError).ToList();
        objections.AddRange(errors.Select(o => (payment.Line, payment.Day, o)));
        Unsealable += errors.Count > 0 ? 1 : 0;
        return errors.Count > 0;
    }

    private int Add(PaymentLine line, int number, DateOnly businessDay)
    {
        if (Files is not [.., var file] || file.Count == format.Limits.LinesMax || file.Fen > format.Limits.FileFenMax - line.Amount.Fen)
        {
            if (++number > FilesOfADayMax)
            {
                throw PaymentErrorCodes.TooManyFiles.With(format.Bank);
            }

            Files.Add(file = new FileDraft(Batch(format.Bank, businessDay, number), number));
        }

        lines.Add((line.Serial, file.Number, ++file.Count));
        file.Fen += line.Amount.Fen;
        return number;
    }

    /// <summary>Bank in upper case, day, four digits: letters and digits only, as file names of banks demand.</summary>
    private static string Batch(string bank, DateOnly day, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{string.Concat(bank.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}{day:yyyyMMdd}{number:0000}");

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (lines.Count == 0 && objections.Count == 0)
        {
            return;
        }

        await using (var writer = await book.Connection.BeginBinaryImportAsync(
            "copy sealing_line (serial, file, number) from stdin (format binary)", cancellationToken).ConfigureAwait(false))
        {
            foreach (var (serial, file, number) in lines)
            {
                await writer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(serial, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(file, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
            }

            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await ReportAsync(cancellationToken).ConfigureAwait(false);
        lines.Clear();
        objections.Clear();
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (objections.Count > 0)
        {
            await Differences.OpenAsync(
                book,
                [
                    .. objections.Select(o => new Difference
                    {
                        Key = "unsealable:" + o.Line.Serial + ":" + o.Objection.Field + ":" + o.Objection.Rule,
                        Kind = DifferenceKind.OnlyAtOrder,
                        Partner = format.Bank,
                        Day = o.Day,
                        MessageKey = o.Line.Serial,
                        Ours = o.Line.Amount,
                        Text = "The payment cannot be put into a file: " + o.Objection.Field + ": " + o.Objection.Rule + "; " + o.Objection.Fix + ".",
                    }),
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }
}
