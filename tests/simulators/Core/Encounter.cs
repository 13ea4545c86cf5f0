using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Core;

/// <summary>Where an encounter stands (A10.8). "Settled" is not a state of its own: it is having a live settlement.</summary>
public enum EncounterState
{
    /// <summary>2201 or 2401 done.</summary>
    Open,

    /// <summary>2203 done (out-patient).</summary>
    Visited,

    /// <summary>2402 done (in-patient).</summary>
    Discharged,

    /// <summary>2202, 2404 or 2601 done. Final.</summary>
    Cancelled,
}

/// <summary>One fee line of an encounter.</summary>
public sealed class FeeLine
{
    /// <summary><c>feedetl_sn</c>.</summary>
    public required string Number { get; init; }

    /// <summary><c>chrg_bchno</c>; "" for in-patients.</summary>
    public required string Batch { get; init; }

    /// <summary><c>med_list_codg</c>.</summary>
    public required string ItemCode { get; init; }

    /// <summary><c>medins_list_codg</c>.</summary>
    public required string OwnItemCode { get; init; }

    /// <summary><c>fee_ocur_time</c>.</summary>
    public required string Time { get; init; }

    /// <summary><c>det_item_fee_sumamt</c>, fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary><c>cnt</c>.</summary>
    public required decimal Quantity { get; init; }

    /// <summary><c>pric</c>, yuan.</summary>
    public required decimal Price { get; init; }

    /// <summary>The catalogue's terms.</summary>
    public required CatalogueItem Item { get; init; }

    /// <summary>The division of the amount.</summary>
    public required LineSplit Split { get; init; }

    /// <summary>The settlement that holds the line; null while unsettled.</summary>
    public string? SetlId { get; set; }
}

/// <summary>A visit, a stay or a purchase.</summary>
public sealed class Encounter
{
    /// <summary><c>mdtrt_id</c>, issued here.</summary>
    public required string MdtrtId { get; init; }

    /// <summary>The institution.</summary>
    public required string Institution { get; init; }

    /// <summary>The person.</summary>
    public required Person Person { get; init; }

    /// <summary>Kind of care.</summary>
    public required Care Care { get; init; }

    /// <summary>The message that opened it.</summary>
    public required string MsgId { get; init; }

    /// <summary><c>ipt_otp_no</c> / <c>ipt_no</c>.</summary>
    public required string OwnNumber { get; init; }

    /// <summary><c>begntime</c>.</summary>
    public required string BeginTime { get; init; }

    /// <summary><c>endtime</c> of 2402; "" before.</summary>
    public string EndTime { get; set; } = "";

    /// <summary><c>med_type</c>.</summary>
    public string MedType { get; set; } = "11";

    /// <summary>State.</summary>
    public EncounterState State { get; set; }

    /// <summary>All lines, in order of arrival.</summary>
    public List<FeeLine> Lines { get; } = [];

    /// <summary>Refuses unless the encounter is one of <paramref name="allowed"/>.</summary>
    public void Require(string refusal, params ReadOnlySpan<EncounterState> allowed)
    {
        if (allowed.IndexOf(State) < 0)
        {
            throw new CoreRefusalException(refusal);
        }
    }
}
