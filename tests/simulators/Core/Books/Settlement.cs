using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Core.Books;

/// <summary>One booked settlement with, when it was reversed, who reversed it. The amounts never change.</summary>
public sealed class Settlement
{
    /// <summary>Issued here; unique for ever.</summary>
    public required string SetlId { get; init; }

    /// <summary>The encounter.</summary>
    public required string MdtrtId { get; init; }

    /// <summary>The institution.</summary>
    public required string Institution { get; init; }

    /// <summary>The institution's name as it was sent.</summary>
    public required string InstitutionName { get; init; }

    /// <summary>The message that settled.</summary>
    public required string MsgId { get; init; }

    /// <summary>2102, 2207 or 2304.</summary>
    public required string InfNo { get; init; }

    /// <summary>The insured person.</summary>
    public required Person Person { get; init; }

    /// <summary><c>med_type</c>.</summary>
    public required string MedType { get; init; }

    /// <summary><c>clr_type</c>: 11 out-patient, 14 chronic disease, 21 in-patient, 41 pharmacy.</summary>
    public required string ClrType { get; init; }

    /// <summary>Amounts in fen.</summary>
    public required Adjudication Amounts { get; init; }

    /// <summary>Personal account after this settlement, fen.</summary>
    public required long BalanceFen { get; init; }

    /// <summary><c>setl_time</c>, China's wall clock.</summary>
    public required DateTime Time { get; init; }

    /// <summary><c>invono</c> as it was sent.</summary>
    public required string Invoice { get; init; }

    /// <summary>True once reversed.</summary>
    public bool Reversed { get; private set; }

    /// <summary>Id of the reversing row; "" while live.</summary>
    public string ReversalId { get; private set; } = "";

    /// <summary>The message that reversed; "" while live or when the core did it itself.</summary>
    public string ReversalMsgId { get; private set; } = "";

    /// <summary>2103, 2208, 2305, 2601 or <c>core</c>; "" while live.</summary>
    public string ReversedBy { get; private set; } = "";

    /// <summary>When it was reversed.</summary>
    public DateTime ReversalTime { get; private set; }

    internal void MarkReversed(string reversalId, string msgId, string reversedBy, DateTime time)
    {
        Reversed = true;
        ReversalId = reversalId;
        ReversalMsgId = msgId;
        ReversedBy = reversedBy;
        ReversalTime = time;
    }
}
