using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

/// <summary>The core's own books, reduced to what decides whether a settlement is live. Executing is separate from answering.</summary>
public sealed class CoreModel
{
    private int next = 1;

    public sealed record Held(string Id, string Wire, long Fen)
    {
        public bool Live { get; set; } = true;
    }

    public List<Held> Settlements { get; } = [];

    /// <summary>Does what is asked and returns the answer.</summary>
    public (CallResult Result, object Reply) Execute(long request, object message, bool stubborn) => message switch
    {
        Settle settle => Settle(request, settle),
        CancelSettlement cancel => Cancel(cancel),
        ReverseMessage reverse => Reverse(reverse, stubborn),
        Inquire inquire => (CallResult.Done, Inquire(inquire)),
        AddFeeLines => (CallResult.Done, new FeeLinesPriced { Lines = [] }),
        RegisterEncounter => (CallResult.Done, Opened()),
        _ => (CallResult.Done, new Acknowledged()),
    };

    private (CallResult, object) Settle(long request, Settle settle)
    {
        var held = new Held("S" + next++, "WIRE" + request, settle.Total.Fen);
        Settlements.Add(held);
        return (CallResult.Done, Settled(held.Id, held.Fen, held.Wire));
    }

    private (CallResult, object) Cancel(CancelSettlement cancel)
    {
        if (Settlements.Find(s => s.Id == cancel.SettlementId && s.Live) is not { } held)
        {
            return (CallResult.Refused, new Refused("CORE", "not live", Fault.Core));
        }

        held.Live = false;
        return (CallResult.Done, Settled(held.Id + "C", held.Fen, sign: -1));
    }

    private (CallResult, object) Reverse(ReverseMessage reverse, bool stubborn)
    {
        var held = Settlements.Find(s => s.Wire == reverse.OriginalKey && s.Live);
        if (stubborn)
        {
            return (CallResult.Refused, new Refused("CORE", "refused", Fault.Core));
        }

        if (held is not null)
        {
            held.Live = false;
        }

        return (CallResult.Done, new Acknowledged());
    }

    private InquiryAnswered Inquire(Inquire inquire)
    {
        var held = inquire.SettlementId is { } id ? Settlements.Find(s => s.Id == id) : Settlements.FindLast(s => s.Live);
        return held is null ? NothingFound : Found(Settled(held.Id, held.Fen, held.Wire), refunded: !held.Live);
    }
}
