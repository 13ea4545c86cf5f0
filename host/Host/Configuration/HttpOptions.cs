using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>Where and how HTTP is served, and its limits.</summary>
public sealed class HttpOptions
{
    /// <summary>
    /// Address to listen on. Default <c>127.0.0.1</c>; another machine reaches the hub through a reverse proxy, or through this
    /// setting together with a certificate.
    /// </summary>
    [Pattern("^[0-9A-Fa-f.:]{2,45}$", "write an IP address, for example 127.0.0.1")]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port. Default 8320. 0–65535; 0 takes a free one and prints it.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8320;

    /// <summary>PEM file with the server's certificate chain; with it the port speaks TLS only. Default: none, plain HTTP.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file with the certificate's private key. Required when <see cref="CertificateFile"/> is set.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>Largest request body in bytes. Default 8,388,608 (8 MiB). 1,024–1,073,741,824. Larger ones get 413.</summary>
    [Range(1024L, 1_073_741_824L)]
    public long BodyBytesMax { get; set; } = 8 * 1024 * 1024;

    /// <summary>Largest sum of request headers in bytes. Default 32,768. 1,024–1,048,576. Larger ones get 431.</summary>
    [Range(1024, 1_048_576)]
    public int HeaderBytesMax { get; set; } = 32 * 1024;

    /// <summary>Most headers of a request. Default 100. 10–1,000. More get 431.</summary>
    [Range(10, 1000)]
    public int HeaderCountMax { get; set; } = 100;

    /// <summary>Time in which the headers of a request must arrive. Default 15 s. 1 s–10 min. Slower connections are closed with 408.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time after which an idle connection is closed. Default 130 s. 1 s–1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Longest time for one request. Default 60 s. 1 s–10 min. Over it the request is cancelled with 504; what was committed stays.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Slowest sender of a body in bytes per second, after five seconds of grace. Default 240. 0–1,048,576; 0 has no limit.</summary>
    [Range(0, 1_048_576)]
    public int BodyBytesPerSecondMin { get; set; } = 240;

    /// <summary>Most connections open at a time. Default 10,000. 10–1,000,000. Further ones are closed at once.</summary>
    [Range(10, 1_000_000)]
    public int ConnectionsMax { get; set; } = 10_000;

    /// <summary>
    /// Time between readiness turning red and the end of listening, so that a load balancer sees it first. Default 0 s. 0 s–5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Time for requests in work to end when the hub stops. Default 30 s. 1 s–10 min. Later ones are cut; they are committed or not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
