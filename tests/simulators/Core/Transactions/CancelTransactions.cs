using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>2103, 2208, 2305 (cancel by settlement id) and 2601 (reverse by message id).</summary>
internal static class CancelTransactions
{
    /// <summary>2103/2208/2305: the whole settlement, by its id. The answer carries the reversing row's id and negative amounts.</summary>
    public static void Cancel(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        string settles = request.InfNo switch { "2103" => "2102", "2208" => "2207", _ => "2304" };
        Settlement? settlement = state.Books.Find(data.Required("setl_id"));
        if (settlement is null || settlement.Institution != request.Institution || settlement.InfNo != settles
            || settlement.MdtrtId != data.Required("mdtrt_id") || settlement.Person.PsnNo != data.Required("psn_no"))
        {
            throw new CoreRefusalException("结算信息不存在");
        }
        if (settlement.Reversed)
        {
            throw new CoreRefusalException("结算已撤销，不能重复撤销");
        }
        Settling.Reverse(state, settlement, request.MsgId, request.InfNo);
        AnswerFacts facts = SetlInfoWriter.FactsOf(settlement) with
        {
            SetlId = settlement.ReversalId,
            MsgId = request.MsgId,
            Time = settlement.ReversalTime,
            BalanceFen = state.Books.AccountOf(settlement.Person).BalanceFen,
            Sign = -1,
        };
        SetlInfoWriter.Write(output, facts, settlement.Amounts, state.Options.Division, cancellation: true);
    }

    /// <summary>
    /// 2601: reverses what (institution, <c>omsgid</c>, <c>oinfno</c>) did. Of several settlements of one message the last live one goes,
    /// so that a phantom twin can be removed without the original. A message that never came is remembered, and refused when it comes late.
    /// </summary>
    public static void Reverse(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        data.Required("psn_no");
        string original = data.Required("omsgid");
        string infNo = data.Required("oinfno");
        if (infNo is not ("2102" or "2207" or "2304" or "2401"))
        {
            throw new CoreRefusalException("该交易不支持冲正");
        }
        bool known = infNo == "2401" ? ReverseAdmission(state, request, original) : ReverseSettlement(state, request, original, infNo);
        if (!known && state.Options.UnknownReversalRefusal is { } refusal && !state.WasReversed(request.Institution, original))
        {
            state.RememberReversal(request.Institution, original);
            throw new CoreRefusalException(refusal);
        }
        state.RememberReversal(request.Institution, original);
        OutpatientTransactions.WriteEmpty(output);
    }

    private static bool ReverseSettlement(CoreState state, CoreRequest request, string original, string infNo)
    {
        IReadOnlyList<Settlement> settlements = state.Books.OfMessage(request.Institution, original);
        Settlement? live = settlements.LastOrDefault(settlement => !settlement.Reversed && settlement.InfNo == infNo);
        if (live is not null)
        {
            Settling.Reverse(state, live, request.MsgId, "2601");
        }
        return settlements.Count > 0;
    }

    private static bool ReverseAdmission(CoreState state, CoreRequest request, string original)
    {
        Encounter? admitted = state.AdmittedBy(request.Institution, original);
        if (admitted is null)
        {
            return false;
        }
        if (Settling.HasLiveSettlement(state, admitted))
        {
            throw new CoreRefusalException("住院已结算，不能冲正入院");
        }
        admitted.State = EncounterState.Cancelled;
        return true;
    }
}
