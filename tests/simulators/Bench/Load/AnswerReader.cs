using System.Buffers.Text;
using System.Text;

namespace Hub.Simulators.Bench.Load;

/// <summary>
/// Finds in an HTTP/1.1 answer the few things a load generator needs, by searching and not by parsing: its CPU time must stay far below
/// the hub's. Answers with Content-Length only; head and body of at most <see cref="BytesMax"/> bytes.
/// </summary>
internal static class AnswerReader
{
    public const int BytesMax = 256 * 1024;

    /// <summary>Length of the whole answer once its head is there; 0 before; -1 when it is no answer this reader takes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> received)
    {
        int head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return received.Length >= 16 * 1024 ? -1 : 0;
        }
        ReadOnlySpan<byte> length = HeaderOf(received[..(head + 2)], "content-length:"u8, "Content-Length:"u8);
        return Utf8Parser.TryParse(length.TrimStart((byte)' '), out int body, out _) && body is >= 0 and < BytesMax - 16_384 ? head + 4 + body : -1;
    }

    /// <summary>Reads a whole answer.</summary>
    public static AnswerFacts Read(ReadOnlySpan<byte> answer, in PreparedRequest request)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        ReadOnlySpan<byte> body = answer[(head + 4)..];
        if (!answer[9..12].SequenceEqual("200"u8))
        {
            return Error($"HTTP {Encoding.ASCII.GetString(answer[9..12])} {Encoding.UTF8.GetString(TextOf(body, "\"err_msg\":"u8))}");
        }
        if (!IsZero(body))
        {
            return Error(Encoding.UTF8.GetString(TextOf(body, "\"err_msg\":"u8)));
        }
        bool receipt = !HeaderOf(answer[..(head + 2)], "x-hub-receipt:"u8, "X-Hub-Receipt:"u8).IsEmpty;
        string setlId = Encoding.ASCII.GetString(TextOf(body, "\"setl_id\":"u8));
        string mdtrtId = Encoding.ASCII.GetString(TextOf(body, "\"mdtrt_id\":"u8));
        long total = FenOf(body, "\"medfee_sumamt\":"u8);
        if (request.TotalFen != 0 && (setlId.Length == 0 || total != request.TotalFen))
        {
            return Error("the answer is not about the settlement that was asked for");
        }
        return new AnswerFacts(AnswerState.Ok, receipt, setlId, mdtrtId, total, FenOf(body, "\"fund_pay_sumamt\":"u8), "");
    }

    public static AnswerFacts Error(string text) => new(AnswerState.Error, false, "", "", 0, 0, text);

    private static bool IsZero(ReadOnlySpan<byte> body)
    {
        int at = body.IndexOf("\"infcode\":"u8);
        if (at < 0)
        {
            return false;
        }
        ReadOnlySpan<byte> value = body[(at + 10)..].TrimStart(" \""u8);
        return value.Length > 1 && value[0] == (byte)'0' && !char.IsAsciiDigit((char)value[1]);
    }

    private static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lower, ReadOnlySpan<byte> usual)
    {
        int at = head.IndexOf(usual);
        at = at < 0 ? head.IndexOf(lower) : at;
        if (at < 0)
        {
            return default;
        }
        ReadOnlySpan<byte> rest = head[(at + lower.Length)..];
        return rest[..rest.IndexOf((byte)'\r')];
    }

    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        int at = body.IndexOf(name);
        if (at < 0)
        {
            return default;
        }
        ReadOnlySpan<byte> value = body[(at + name.Length)..].TrimStart((byte)' ');
        if (value.IsEmpty || value[0] != (byte)'"')
        {
            return default;
        }
        int end = value[1..].IndexOf((byte)'"');
        return end < 0 ? default : value.Slice(1, end);
    }

    /// <summary>An amount in yuan with at most two decimals, as a number or a text.</summary>
    private static long FenOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        int at = body.IndexOf(name);
        if (at < 0)
        {
            return 0;
        }
        ReadOnlySpan<byte> value = body[(at + name.Length)..].TrimStart(" \""u8);
        return Utf8Parser.TryParse(value, out decimal yuan, out _) ? (long)(yuan * 100m) : 0;
    }
}
