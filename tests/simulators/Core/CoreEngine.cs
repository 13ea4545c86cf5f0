using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Transactions;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core;

/// <summary>Turns one request into one answer under one lock: the order of the books is the order of the work.</summary>
internal sealed class CoreEngine(CoreOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CoreState _state = new(options);
    private readonly ConcurrentBag<AnswerWriter> _writers = [];
    private readonly Dictionary<(string Institution, string MsgId), byte[]> _firstAnswers = [];
    private long _answers;

    public CoreOptions Options => options;

    public AnswerWriter Rent() => _writers.TryTake(out AnswerWriter? writer) ? writer : new AnswerWriter();

    public void Return(AnswerWriter writer)
    {
        writer.Reset();
        _writers.Add(writer);
    }

    /// <summary>Does the transaction and writes its answer.</summary>
    public void Answer(CoreRequest request, AnswerWriter writer)
    {
        lock (_gate)
        {
            if (options.Idempotent && _firstAnswers.TryGetValue((request.Institution, request.MsgId), out byte[]? first))
            {
                writer.Raw(first);
                return;
            }
            bool done = AnswerLocked(writer, json => Run(request, json));
            if (options.Idempotent && done && (request.InfNo is "2102" or "2207" or "2304" or "2401" or "2201"))
            {
                _firstAnswers[(request.Institution, request.MsgId)] = writer.Written.ToArray();
            }
        }
    }

    /// <summary>Writes an answer that contradicts the books, when there is already something to contradict; otherwise false.</summary>
    public bool TryContradict(CoreRequest request, AnswerWriter writer)
    {
        lock (_gate)
        {
            if (request.InfNo == "5203")
            {
                return AnswerLocked(writer, json => ContradictInquiry(request, json));
            }
            IReadOnlyList<Settlement> settlements = _state.Books.OfMessage(request.Institution, request.MsgId);
            Settlement? settlement = settlements.Count > 0 ? settlements[^1] : null;
            return settlement is not null && AnswerLocked(
                writer,
                json => SetlInfoWriter.Write(
                    json, SetlInfoWriter.FactsOf(settlement, Skew(settlement)), settlement.Amounts, options.Division, cancellation: false));
        }
    }

    /// <summary>Writes a refusal.</summary>
    public void Refuse(AnswerWriter writer, string text) => writer.Failure(NextRefMsgId(out DateTime now), now, text);

    /// <summary>9102: the file's bytes, or null after writing a refusal.</summary>
    public byte[]? Download(CoreRequest request, AnswerWriter writer)
    {
        lock (_gate)
        {
            try
            {
                return FileTransactions.Download(_state, request);
            }
            catch (CoreRefusalException refusal)
            {
                Refuse(writer, refusal.Message);
                return null;
            }
        }
    }

    /// <summary>Runs a reader on the books while nobody writes.</summary>
    public T Read<T>(Func<CoreBooks, T> reader)
    {
        lock (_gate)
        {
            return reader(_state.Books);
        }
    }

    /// <summary>The core reverses a settlement by itself; null when there is no such live settlement.</summary>
    public Settlement? ReverseByCore(string setlId)
    {
        lock (_gate)
        {
            Settlement? settlement = _state.Books.Find(setlId);
            if (settlement is null || settlement.Reversed)
            {
                return null;
            }
            Settling.Reverse(_state, settlement, "", "core");
            return settlement;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _firstAnswers.Clear();
            _state.Clear();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _state.Dispose();
        }
        while (_writers.TryTake(out AnswerWriter? writer))
        {
            writer.Dispose();
        }
    }

    private void Run(CoreRequest request, Utf8JsonWriter json)
    {
        if (request.MsgId.Length is 0 or > 30 || request.Institution.Length is 0 or > 12)
        {
            throw new CoreRefusalException("报文头字段 msgid 或 fixmedins_code 无效");
        }
        Transaction transaction = TransactionTable.Find(request.InfNo) ?? throw new CoreRefusalException("交易编号不支持");
        transaction(_state, request, json);
    }

    private bool AnswerLocked(AnswerWriter writer, Action<Utf8JsonWriter> output)
    {
        string refMsgId = NextRefMsgId(out DateTime now);
        try
        {
            writer.Success(refMsgId, now, output);
            return true;
        }
        catch (CoreRefusalException refusal)
        {
            writer.Reset();
            writer.Failure(refMsgId, now, refusal.Message);
            return false;
        }
    }

    private void ContradictInquiry(CoreRequest request, Utf8JsonWriter json)
    {
        Settlement settlement = QueryTransactions.FindSettlement(_state, request) ?? throw new CoreRefusalException("未查询到结算信息");
        QueryTransactions.WriteInquiry(_state, json, settlement, Skew(settlement));
    }

    /// <summary>One yuan less from the fund, or one more when the fund paid less than a yuan: the identities still hold.</summary>
    private static long Skew(Settlement settlement) => settlement.Amounts.BasicFundFen >= 100 ? 100 : -Math.Min(100, settlement.Amounts.CashFen);

    private string NextRefMsgId(out DateTime now)
    {
        now = ChinaTime.Now(options.Clock);
        long serial = Interlocked.Increment(ref _answers) % 10_000_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{options.Division}{now:yyyyMMddHHmmss}{serial:0000000000}");
    }
}
