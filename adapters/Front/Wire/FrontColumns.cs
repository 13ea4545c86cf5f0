using System.Collections.Frozen;

namespace Hub.Adapters.Front.Wire;

/// <summary>One column of the layout, by its name in the national data dictionary.</summary>
/// <param name="Name">Name in the header row, lower case.</param>
/// <param name="Length">Characters at most.</param>
/// <param name="Required">The header must name it and no row may leave it empty.</param>
/// <param name="OfLine">It may differ from row to row of a record; the others say the same in all its rows.</param>
public sealed record FrontColumn(string Name, int Length, bool Required, bool OfLine);

/// <summary>
/// The layouts. UTF-8 or GB18030, TAB between cells, LF or CR LF after each row, no quoting. The first row names the columns, in any order. A file with
/// a column <c>ipt_otp_no</c> holds claims, another one sales. An optional last row <c>#END</c> TAB number of rows before it (header not counted)
/// ends the file; it is required where no control file says that the file is whole. Times are yyyy-MM-dd HH:mm:ss, amounts yuan with at most two
/// decimals. Not supported: trial settlements of sales, returns of sales by original line.
/// </summary>
public static class FrontColumns
{
    /// <summary>The column that makes a file one of claims.</summary>
    public const string Visit = "ipt_otp_no";

    private static readonly FrontColumn[] Lines =
    [
        Line("feedetl_sn", 30, true), Line("init_feedetl_sn", 30, false), Line("fee_ocur_time", 19, true), Line("med_list_codg", 50, true),
        Line("medins_list_codg", 150, true), Line("cnt", 17, true), Line("pric", 23, true), Line("det_item_fee_sumamt", 19, true),
        Line("rxno", 30, false), Line("rx_circ_flag", 1, false), Line("memo", 500, false),
    ];

    private static readonly FrontColumn[] Persons =
    [
        Head("msgid", 60, true), Head("fixmedins_code", 12, false), Head("psn_name", 50, true), Head("mdtrt_cert_type", 3, true),
        Head("mdtrt_cert_no", 50, true), Head("card_sn", 32, false), Head("psn_cert_type", 6, false), Head("certno", 50, false),
        Head("insutype", 6, true), Head("medfee_sumamt", 19, true), Head("acct_used_flag", 1, false), Head("begntime", 19, true),
    ];

    /// <summary>A claim: a visit or stay with its fee lines, one row each.</summary>
    public static FrozenDictionary<string, FrontColumn> Claims { get; } = Named(
    [
        .. Persons, .. Lines, Head(Visit, 30, true), Head("visit_type", 1, true), Head("med_type", 6, true), Head("endtime", 19, false),
        Head("dept_code", 30, false), Head("dept_name", 100, false), Head("atddr_no", 30, false), Head("dr_name", 50, false),
        Head("diag_type", 3, false), Head("diag_code", 200, true), Head("diag_name", 1000, true), Head("trial_flag", 1, false),
    ]);

    /// <summary>A sale of a pharmacy, a row for each article.</summary>
    public static FrozenDictionary<string, FrontColumn> Sales { get; } = Named(
    [
        .. Persons, .. Lines, Head("psn_no", 30, true), Head("psn_type", 6, true), Head("med_type", 6, false), Head("invono", 20, false),
        Head("dise_codg", 30, false), Head("dise_name", 500, false),
    ]);

    private static FrontColumn Head(string name, int length, bool required) => new(name, length, required, OfLine: false);

    private static FrontColumn Line(string name, int length, bool required) => new(name, length, required, OfLine: true);

    private static FrozenDictionary<string, FrontColumn> Named(IEnumerable<FrontColumn> columns) =>
        columns.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
}
