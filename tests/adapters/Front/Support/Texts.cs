using System.Globalization;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>Synthetic files.</summary>
internal static class Texts
{
    public const string Name = "测试员甲";
    public const string Number = "11010519491231002X";

    public const string ClaimHeader =
        "msgid\tipt_otp_no\tvisit_type\tpsn_name\tmdtrt_cert_type\tmdtrt_cert_no\tinsutype\tmed_type\tbegntime\tdiag_code\tdiag_name\tmedfee_sumamt\t"
        + "feedetl_sn\tfee_ocur_time\tmed_list_codg\tmedins_list_codg\tcnt\tpric\tdet_item_fee_sumamt\n";

    public const string SaleHeader =
        "msgid\tpsn_no\tpsn_type\tpsn_name\tmdtrt_cert_type\tmdtrt_cert_no\tinsutype\tbegntime\tmedfee_sumamt\t"
        + "feedetl_sn\tfee_ocur_time\tmed_list_codg\tmedins_list_codg\tcnt\tpric\tdet_item_fee_sumamt\n";

    /// <summary>A visit of as many rows as there are amounts.</summary>
    public static string Claim(string id, params int[] yuan) => string.Concat(yuan.Select((amount, i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{id}\tV{id}\tO\t{Name}\t02\t{Number}\t310\t11\t2026-11-02 09:00:00\tJ06.900\t急性上呼吸道感染\t{yuan.Sum()}.00\t"
        + $"{i + 1}\t2026-11-02 09:10:00\tXA01ABD075A002010100483\tOWN-{i + 1}\t1\t{amount}\t{amount}.00\n")));

    public static string Sale(string id, int yuan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{id}\t43010000000000000001\t11\t{Name}\t02\t{Number}\t310\t2026-11-02 09:00:00\t{yuan}.00\t"
        + $"1\t2026-11-02 09:00:00\tXA01ABD075A002010100483\tD0001\t1\t{yuan}\t{yuan}.00\n");

    /// <summary>Header, records, and the last row that says how many there were.</summary>
    public static string Whole(string header, params string[] records) =>
        header + string.Concat(records) + string.Create(CultureInfo.InvariantCulture, $"#END\t{string.Concat(records).Count(c => c == '\n')}\n");
}
