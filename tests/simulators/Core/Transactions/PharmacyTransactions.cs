using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>2101 and 2102. (2103 is in <see cref="CancelTransactions"/>.)</summary>
internal static class PharmacyTransactions
{
    /// <summary>2101: trial; stores nothing.</summary>
    public static void Trial(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        (Person person, JsonElement head, List<FeeLine> lines, Adjudication amounts) = Prepare(state, request);
        var facts = new AnswerFacts(
            "", "", person, "2101", head.Text("med_type"), "41", request.MsgId, state.Now, state.Books.AccountOf(person).BalanceFen, +1, 0);
        SetlInfoWriter.Write(output, facts, amounts, state.Options.Division, cancellation: false, lines);
    }

    /// <summary>2102: opens, settles and closes in one. Not idempotent: the same message again is another purchase.</summary>
    public static void Settle(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Settling.RefuseIfReversedBefore(state, request);
        (Person person, JsonElement head, List<FeeLine> lines, Adjudication amounts) = Prepare(state, request);
        var encounter = new Encounter
        {
            MdtrtId = state.NextId('2'),
            Institution = request.Institution,
            Person = person,
            Care = Care.Pharmacy,
            MsgId = request.MsgId,
            OwnNumber = "",
            BeginTime = head.Text("begntime"),
            MedType = head.Required("med_type"),
        };
        encounter.Lines.AddRange(lines);
        state.Open(encounter);
        Settlement settlement = Settling.Book(state, request, encounter, lines, amounts, "41", head.Text("invono"));
        SetlInfoWriter.Write(output, SetlInfoWriter.FactsOf(settlement), amounts, state.Options.Division, cancellation: false, lines);
    }

    private static (Person Person, JsonElement Head, List<FeeLine> Lines, Adjudication Amounts) Prepare(CoreState state, CoreRequest request)
    {
        JsonElement head = request.Input.RequiredNode("druginfo");
        Person person = state.PersonOf(head);
        List<FeeLine> lines = FeeLines.Read(request, "drugdetail");
        Adjudication amounts = Settling.Adjudicate(
            state, request, person, Care.Pharmacy, lines, useAccount: head.Text("acct_used_flag") == "1");
        Settling.RequireTotal(head.RequiredFen("medfee_sumamt"), amounts);
        return (person, head, lines, amounts);
    }
}
