using System.Globalization;
using System.Text;

namespace Hub.Adapters.Front.Wire;

/// <summary>One row of a result file.</summary>
/// <param name="Line">Line of the record's first row in the file; 0 for the file as a whole.</param>
/// <param name="MessageId">msgid; empty where it could not be read.</param>
/// <param name="Answer">What became of it.</param>
/// <param name="Receipt">Digest under which the receipt is fetched (<c>/receipts/DIGEST</c>); empty when nothing was kept.</param>
public sealed record FrontResult(int Line, string MessageId, FrontAnswer Answer, string Receipt);

/// <summary>
/// <c>NAME.result.txt</c>: a header row, then one row per record in the order of the file, in the institution's encoding. The last row is <c>#END</c> and
/// the number of rows before it, header not counted.
/// </summary>
public static class FrontResultFile
{
    private const string Header = "line\tmsgid\tstate\tcode\ttext\tsetl_id\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\tpsn_cash_pay\treceipt\n";

    /// <summary>The bytes; the same for the same results.</summary>
    public static byte[] Write(IReadOnlyList<FrontResult> results, FrontEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(encoding);
        var text = new StringBuilder(Header);
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Line}\t{result.MessageId}\t{result.Answer.ToText()}\t{result.Receipt}\n");
        }

        return encoding.Encode(text.Append(CultureInfo.InvariantCulture, $"#END\t{results.Count}\n").ToString());
    }
}
