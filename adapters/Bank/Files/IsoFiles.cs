using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Iso;

namespace Hub.Adapters.Bank.Files;

/// <summary>Limits of XML files.</summary>
/// <param name="FileBytesMax">Bytes of a file.</param>
/// <param name="DepthMax">Nesting of elements.</param>
/// <param name="TextCharsMax">Characters of one text.</param>
internal sealed record IsoLimits(long FileBytesMax, int DepthMax, int TextCharsMax);

/// <summary>
/// Reads XML files from a stream, record by record. No document types, no entities but the five, no resolver: nothing outside of the file
/// is ever touched.
/// </summary>
internal static partial class IsoFiles
{
    private const int PrologBytes = 1_024;
    private const int StepBytesMax = 512 * 1024;

    /// <summary>Reads a message.</summary>
    /// <param name="content">The file.</param>
    /// <param name="open">Gives the reader of a message; throws for messages that are not wanted.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async IAsyncEnumerable<WireRecord> ReadAsync(
        Stream content, Func<IsoMessage, IsoFileReader> open, IsoLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = new byte[PrologBytes];
        var count = await content.ReadAtLeastAsync(begun, PrologBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var bytes = new WatchedStream(begun.AsMemory(0, count), content, StepBytesMax, limits.FileBytesMax);
        await using (bytes.ConfigureAwait(false))
        {
            using var xml = Open(bytes, begun.AsSpan(0, count), limits);
            var document = new IsoDocument(xml, bytes, open, limits);
            while (await document.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                while (document.Reader!.TryTake(out var record))
                {
                    yield return record;
                }
            }
        }
    }

    private static XmlReader Open(WatchedStream bytes, ReadOnlySpan<byte> begun, IsoLimits limits)
    {
        var settings = new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.FileBytesMax,
            MaxCharactersFromEntities = 1_024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        };
        return IsGb18030(begun) ? XmlReader.Create(new Gb18030TextReader(bytes), settings) : XmlReader.Create(bytes, settings);
    }

    // The parser knows UTF-8 itself and would look for any other name among the process's encodings: what it may be is decided here.
    private static bool IsGb18030(ReadOnlySpan<byte> begun)
    {
        if (begun.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || begun.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || begun.Contains((byte)0))
        {
            throw new BankWireException(BankErrorCodes.XmlEncoding, 0, "document");
        }

        var declared = Declaration().Match(Encoding.Latin1.GetString(begun)).Groups["name"].Value;
        return declared.ToUpperInvariant() switch
        {
            "" or "UTF-8" => false,
            "GB18030" or "GBK" or "GB2312" => true,
            _ => throw new BankWireException(BankErrorCodes.XmlEncoding, 0, "document"),
        };
    }

    [GeneratedRegex("""^(?:\xEF\xBB\xBF)?<\?xml\s[^>?]*encoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]{1,40})["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
