namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>Value of a request header by name without regard to case; null when absent or given more than once.</summary>
/// <param name="name">Header name.</param>
public delegate string? HeaderLookup(string name);

/// <summary>Shared secret of an access key or PaaS id; null when it is not registered or not active.</summary>
/// <param name="key">Access key as sent.</param>
public delegate string? SecretLookup(string key);
