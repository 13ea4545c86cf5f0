using Hub.Canonical;

namespace Hub.Routes.Settlement;

/// <summary>Where a reversible request to the core stands.</summary>
public enum AttemptState
{
    /// <summary>Sent; the answer is awaited.</summary>
    Asked,

    /// <summary>No answer: the hub inquires.</summary>
    Unknown,

    /// <summary>The core has booked it, and so have we.</summary>
    Booked,

    /// <summary>The core refused it or never got it.</summary>
    Refused,

    /// <summary>A reversal (2601) is on its way.</summary>
    Reversing,

    /// <summary>Undone by a reversal.</summary>
    Reversed,

    /// <summary>A cancellation (2103, 2208, 2305) is on its way.</summary>
    Cancelling,

    /// <summary>Cancelled at the institution's request.</summary>
    Cancelled,

    /// <summary>Cancelled by the core of its own accord.</summary>
    CancelledByCore,

    /// <summary>The hub could not find out; a difference is open and an operator decides.</summary>
    Disputed,
}

/// <summary>One settlement (or admission) that was asked of the core.</summary>
public sealed class Attempt
{
    /// <summary>Position in the encounter, from 1.</summary>
    public int Number { get; set; }

    public AttemptState State { get; set; }

    /// <summary>The institution's message type: 2102, 2207, 2304, 2401, or what its channel calls the message that asked.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The transaction that asked the core (2102, 2207, 2304, 2401), where it is not <see cref="Kind"/>.</summary>
    public string? Transaction { get; set; }

    /// <summary>The institution's message id.</summary>
    public string Key { get; set; } = "";

    /// <summary>Journal id of our request to the core.</summary>
    public long RequestId { get; set; }

    /// <summary>Message id of our request on the core's wire, known after its first outcome.</summary>
    public string? RequestKey { get; set; }

    /// <summary>chrg_bchno of the settlement, or empty.</summary>
    public string Batch { get; set; } = "";

    /// <summary>medfee_sumamt as asked, fen.</summary>
    public long TotalFen { get; set; }

    /// <summary>Fingerprints of a sale's lines (pharmacy only), to know the same basket again.</summary>
    public List<string>? Basket { get; set; }

    /// <summary>Circulated prescriptions that it holds or asks for; null when none, or given back.</summary>
    public List<string>? Prescriptions { get; set; }

    /// <summary>What the core booked; null before that and for admissions.</summary>
    public BookedAmounts? Booked { get; set; }

    /// <summary>True when <see cref="Booked"/> was posted to the ledger (its amounts added up).</summary>
    public bool Posted { get; set; }

    /// <summary>Journal ids of the cancellations sent for it.</summary>
    public List<long>? CancelRequests { get; set; }

    /// <summary>Who asked, kept to ask on her behalf while nothing is booked.</summary>
    public Hub.Canonical.Messages.Origin? Origin { get; set; }

    /// <summary>SHA-256 hex of the raw message that states what we hold.</summary>
    public string RawDigest { get; set; } = "";

    /// <summary>The transaction that asked the core: what a reversal at the core names.</summary>
    internal string AtCore => Transaction ?? Kind;

    /// <summary>True while money is booked at the core by what we know.</summary>
    internal bool Live => Booked is not null
        && State is AttemptState.Booked or AttemptState.Cancelling or AttemptState.Reversing or AttemptState.Disputed;

    /// <summary>True while the last word is not spoken.</summary>
    internal bool Open => State is AttemptState.Asked or AttemptState.Unknown or AttemptState.Reversing or AttemptState.Cancelling;
}

/// <summary>The core's word on one settlement: ids and amounts in fen, enough to write its rows and postings again.</summary>
public sealed class BookedAmounts
{
    public string SettlementId { get; set; } = "";
    public string EncounterId { get; set; } = "";
    public string PersonNumber { get; set; } = "";
    public string InsuranceType { get; set; } = "";
    public string ClearingType { get; set; } = "";

    /// <summary>The bureau that settles, 6 digits.</summary>
    public string Agency { get; set; } = "";
    public string MessageKey { get; set; } = "";
    public CareSetting Setting { get; set; }

    /// <summary>setl_time, local time UTC+8.</summary>
    public DateTime SettledAt { get; set; }
    public long TotalFen { get; set; }
    public long FundFen { get; set; }
    public long AccountFen { get; set; }
    public long CashFen { get; set; }
    public long HospitalFen { get; set; }

    /// <summary>fund_pay_type beside <see cref="FundFens"/>; the personal account is left out.</summary>
    public List<string> FundTypes { get; set; } = [];
    public List<long> FundFens { get; set; } = [];
}
