using Hub.Adapters.Bank;
using Hub.Adapters.Front;
using Hub.Adapters.Hl7v2;
using Hub.Adapters.Fhir;
using Hub.Adapters.Infno;
using Hub.Adapters.Soap;
using Hub.Certs.Doctor;
using Hub.Console;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;

namespace Hub.Host.Configuration;

/// <summary>
/// Every setting of the hub. One file, <c>hub.json</c>, and environment variables <c>HUB__Section__Name</c>, which win. Relative
/// paths are relative to the file's folder. Settings are read once, at start; the partner registry alone is read again when it changes.
/// </summary>
public sealed class HubOptions
{
    /// <summary>Name of this node in leases, logs and metrics. Default: the machine's name. 1–60 letters, digits, '-', '_', '.'.</summary>
    [Pattern("^[A-Za-z0-9._-]{1,60}$", "write 1-60 letters, digits, '-', '_' or '.'")]
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>Where and how HTTP is served.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>The PostgreSQL store.</summary>
    public DatabaseOptions Database { get; set; } = new();

    /// <summary>Partners, the hub's own keys, the evidence log.</summary>
    public TrustOptions Trust { get; set; } = new();

    /// <summary>The engine's limits. Its database and names come from the other sections.</summary>
    [Without(
        nameof(JournalOptions.ConnectionString), nameof(JournalOptions.OwnerConnectionString), nameof(JournalOptions.Node),
        nameof(JournalOptions.LogName))]
    public JournalOptions Journal { get; set; } = new() { ConnectionString = "" };

    /// <summary>How much work the signature doctor may make.</summary>
    public DoctorOptions Doctor { get; set; } = new();

    /// <summary>The national interface: institutions as clients, the core as server.</summary>
    public InfnoOptions Infno { get; set; } = new();

    /// <summary>Front machines: institutions that can only drop files or rows.</summary>
    public FrontOptions Front { get; set; } = new();

    /// <summary>SOAP: the typed service and CallService for institutions.</summary>
    public SoapOptions Soap { get; set; } = new();

    /// <summary>HL7 version 2 over MLLP. Off without a listener.</summary>
    public Hl7v2Options Hl7v2 { get; set; } = new();

    /// <summary>FHIR R4: hospitals that speak it.</summary>
    public FhirOptions Fhir { get; set; } = new();

    /// <summary>Waits, retries and limits of settlement and reversal.</summary>
    public SettlementOptions Settlement { get; set; } = new();

    /// <summary>Reconciliation with institutions and with the core.</summary>
    public ReconciliationOptions Reconciliation { get; set; } = new();

    /// <summary>The banks that pay.</summary>
    public BankOptions Bank { get; set; } = new();

    /// <summary>Times, waits, retries and limits of payment files.</summary>
    public PaymentOptions Payment { get; set; } = new();

    /// <summary>Limits of the payment book. Its database comes from the section Database.</summary>
    [Without(nameof(PaymentBookOptions.ConnectionString))]
    public PaymentBookOptions PaymentBook { get; set; } = new() { ConnectionString = "" };

    /// <summary>Pages and programming interface for officers.</summary>
    public ConsoleOptions Console { get; set; } = new();

    /// <summary>What the hub does by the clock.</summary>
    public ScheduleOptions Schedule { get; set; } = new();

    /// <summary>Logs.</summary>
    public LogOptions Log { get; set; } = new();

    /// <summary>Metrics.</summary>
    public MetricsOptions Metrics { get; set; } = new();

    /// <summary>What makes the hub report itself unwell.</summary>
    public HealthOptions Health { get; set; } = new();
}
