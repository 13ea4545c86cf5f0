using System.Runtime.CompilerServices;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Text;

namespace Hub.Adapters.Bank.Files;

/// <summary>Reads text files from a stream, record by record.</summary>
internal static class TextFiles
{
    public static async IAsyncEnumerable<WireRecord> ReadAsync(
        Stream content, TextFileReader reader, TextForm form, long fileBytesMax, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new LineSource(content, form.LineBytesMax, fileBytesMax);
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (lines.IsTooLarge)
            {
                throw new BankWireException(BankErrorCodes.FileTooLarge, 0, "file");
            }

            while (Next(lines, reader, form) is { } record)
            {
                yield return record;
            }
        }

        reader.Finish();
    }

    private static WireRecord? Next(LineSource lines, TextFileReader reader, TextForm form) =>
        !lines.TryTake(out var line) ? null
        : line.Length > form.LineBytesMax + 2 ? throw new BankWireException(BankErrorCodes.LineTooLong, reader.Line + 1, "line")
        : reader.Accept(line);
}
