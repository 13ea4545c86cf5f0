namespace Hub.Simulators.Bench.Requests;

/// <summary>What a load generator can send. The order within a flow is the order of the members.</summary>
internal enum RequestKind
{
    /// <summary>9001, a sign-in: accepted, stored, answered without the core.</summary>
    SignIn,

    /// <summary>2102, a pharmacy sale with its lines: settles in one message.</summary>
    Sale,

    /// <summary>2201, opens an out-patient encounter.</summary>
    Registration,

    /// <summary>2203 of an encounter.</summary>
    Visit,

    /// <summary>2204 of an encounter.</summary>
    Fees,

    /// <summary>2207 of an encounter.</summary>
    Settlement,

    /// <summary>2401, opens a stay.</summary>
    Admission,

    /// <summary>2301 with 100 lines of a stay.</summary>
    HundredFees,
}
