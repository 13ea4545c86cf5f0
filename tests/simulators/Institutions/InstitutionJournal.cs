using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>What a clerk knows about one message.</summary>
public enum Knowledge
{
    /// <summary>Sent, nothing heard yet.</summary>
    Invoked,

    /// <summary>infcode 0.</summary>
    Ok,

    /// <summary>A definite refusal.</summary>
    Fail,

    /// <summary>No definite answer.</summary>
    Unknown,
}

/// <summary>One settlement as the institution believes it. Amounts in fen.</summary>
public sealed record ClerkSettlement(
    string InfNo, string MsgId, string SetlId, string MdtrtId, string PsnNo, string InsuType, string ClrType, string Day, long TotalFen,
    long FundFen, long AccountFen, long CashFen);

/// <summary>
/// The institution's own journal: every message with what was heard about it. It is the hospital's side of "hospital = hub = core".
/// Thread-safe.
/// </summary>
public sealed class InstitutionJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly FileStream? _file;
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Dictionary<string, (string InfNo, Knowledge Knowledge, string AnswerDigest)> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClerkSettlement> _live = new(StringComparer.Ordinal);
    private readonly List<string> _contradictions = [];
    private long _settled;
    private long _cancelled;

    /// <summary>A journal; with a path it is appended to that file too.</summary>
    public InstitutionJournal(string? path, TimeProvider clock)
    {
        _clock = clock;
        _file = path is null ? null : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 65_536);
    }

    /// <summary>Settlements made so far.</summary>
    public long Settled => Interlocked.Read(ref _settled);

    /// <summary>Settlements cancelled so far.</summary>
    public long Cancelled => Interlocked.Read(ref _cancelled);

    /// <summary>The settlements that stand, in no order.</summary>
    public IReadOnlyList<ClerkSettlement> Live()
    {
        lock (_gate)
        {
            return [.. _live.Values];
        }
    }

    /// <summary>How many messages stand at a state of knowledge.</summary>
    public int Count(Knowledge knowledge)
    {
        lock (_gate)
        {
            return _messages.Values.Count(message => message.Knowledge == knowledge);
        }
    }

    /// <summary>Messages that were answered twice with different bytes. Must stay empty with a hub that keeps its answers.</summary>
    public IReadOnlyList<string> Contradictions()
    {
        lock (_gate)
        {
            return [.. _contradictions];
        }
    }

    /// <summary>Before the first byte leaves.</summary>
    public void Invoke(BuiltRequest request)
    {
        lock (_gate)
        {
            _messages[request.MsgId] = (request.InfNo, Knowledge.Invoked, "");
            Write("invoke", request, json => json.WriteString("request_sha256", Digest(request.Body)));
        }
    }

    /// <summary>A definite answer. A second definite answer with other bytes is a contradiction and changes nothing.</summary>
    public void Answered(BuiltRequest request, Knowledge knowledge, byte[] answer)
    {
        string digest = Digest(answer);
        lock (_gate)
        {
            (string infNo, Knowledge before, string known) = _messages[request.MsgId];
            if (before is Knowledge.Ok or Knowledge.Fail)
            {
                if (known != digest)
                {
                    _contradictions.Add(request.MsgId);
                    Write("contradiction", request, json => json.WriteString("answer_sha256", digest));
                }
                return;
            }
            _messages[request.MsgId] = (infNo, knowledge, digest);
            Write(knowledge == Knowledge.Ok ? "ok" : "fail", request, json => json.WriteString("answer_sha256", digest));
        }
    }

    /// <summary>No definite answer after all retries.</summary>
    public void GaveUp(BuiltRequest request, string reason)
    {
        lock (_gate)
        {
            if (_messages[request.MsgId].Knowledge is Knowledge.Invoked or Knowledge.Unknown)
            {
                _messages[request.MsgId] = (request.InfNo, Knowledge.Unknown, "");
                Write("unknown", request, json => json.WriteString("reason", reason));
            }
        }
    }

    /// <summary>Books a settlement into the institution's own ledger.</summary>
    public void Settle(ClerkSettlement settlement)
    {
        lock (_gate)
        {
            if (_live.TryAdd(settlement.SetlId, settlement))
            {
                _settled++;
                WriteMoney("settled", settlement);
            }
        }
    }

    /// <summary>Takes a settlement out of the ledger; false when it is not in it (already cancelled).</summary>
    public bool Cancel(string setlId)
    {
        lock (_gate)
        {
            if (!_live.Remove(setlId, out ClerkSettlement? settlement))
            {
                return false;
            }
            _cancelled++;
            WriteMoney("cancelled", settlement);
            return true;
        }
    }

    /// <summary>Writes what is still in memory to the file, so that it can be read while the journal is open.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            _file?.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private void Write(string operation, BuiltRequest request, Action<Utf8JsonWriter> more) => WriteLine(json =>
    {
        json.WriteString("op", operation);
        json.WriteString("infno", request.InfNo);
        json.WriteString("msgid", request.MsgId);
        more(json);
    });

    private void WriteMoney(string operation, ClerkSettlement settlement) => WriteLine(json =>
    {
        json.WriteString("op", operation);
        json.WriteString("infno", settlement.InfNo);
        json.WriteString("msgid", settlement.MsgId);
        json.WriteString("setl_id", settlement.SetlId);
        json.WriteString("mdtrt_id", settlement.MdtrtId);
        json.WriteNumber("total_fen", settlement.TotalFen);
        json.WriteNumber("fund_fen", settlement.FundFen);
        json.WriteNumber("account_fen", settlement.AccountFen);
        json.WriteNumber("cash_fen", settlement.CashFen);
    });

    private void WriteLine(Action<Utf8JsonWriter> content)
    {
        if (_file is null)
        {
            return;
        }
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            json.WriteString("time", ChinaTime.Millis(ChinaTime.Now(_clock)));
            content(json);
            json.WriteEndObject();
        }
        _line.Write("\n"u8);
        _file.Write(_line.WrittenSpan);
    }
}
