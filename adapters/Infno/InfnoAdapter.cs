namespace Hub.Adapters.Infno;

/// <summary>The national interface of fixed institutions (定点医药机构接口): server for institutions, client of the core.</summary>
public static class InfnoAdapter
{
    /// <summary>Name of the channel in the journal.</summary>
    public const string Channel = "infno";
}
